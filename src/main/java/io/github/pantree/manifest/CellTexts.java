package io.github.pantree.manifest;

import java.math.BigDecimal;
import java.util.Locale;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.jspecify.annotations.Nullable;

/** What the numbers of a sheet say, as text. */
final class CellTexts {

    /** Excel keeps that many digits of a number, and makes zeros of the rest without a word. */
    static final int MOST_DIGITS = 15;

    private static final String GENERAL = "General";

    private final DataFormatter formatter = new DataFormatter(Locale.ROOT);

    /**
     * A number as its format shows it. A whole number without a format of its own keeps all its digits, since it is
     * rather a key or a name than an amount.
     */
    String number(double value, int format, @Nullable String pattern) {
        boolean plain = pattern == null || pattern.equalsIgnoreCase(GENERAL) || pattern.equals("@");
        if (plain && value == Math.rint(value) && !isRounded(value)) {
            return new BigDecimal(value).toPlainString();
        }
        return formatter.formatRawCellContents(value, format, plain ? GENERAL : pattern);
    }

    /** Whether digits may have been lost. */
    static boolean isRounded(double value) {
        return Math.abs(value) >= Math.pow(10, MOST_DIGITS);
    }
}
