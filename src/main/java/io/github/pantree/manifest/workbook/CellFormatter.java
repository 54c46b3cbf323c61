package io.github.pantree.manifest.workbook;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** What the numbers of a sheet say, as text. */
final class CellFormatter {

    /** Excel keeps that many digits of a number, and makes zeros of the rest without a word. */
    static final int MOST_DIGITS = 15;

    private static final String GENERAL = "General";
    private static final int SHORT_DATE = 14;
    private static final int SHORT_DATE_TIME = 22;

    /** The system's date or time, whatever the rest of the pattern says. */
    private static final Pattern SYSTEM =
            Pattern.compile("\\[\\$-(F800|F400|x-sysdate|x-systime)]", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED_TEXT = Pattern.compile("\"(\\p{IsHan}+)\"");

    /** Not thread-safe, and slow to build. */
    private static final ThreadLocal<DataFormatter> FORMATTER =
            ThreadLocal.withInitial(() -> new DataFormatter(Locale.ROOT));

    private CellFormatter() {}

    /**
     * A number as its format shows it. A number without a format of its own keeps all its digits, since it is rather a
     * key or a name than an amount.
     */
    static String number(double value, int format, @Nullable String pattern, boolean date1904) {
        if (pattern == null || pattern.equalsIgnoreCase(GENERAL) || pattern.equals("@")) {
            boolean whole = value == Math.rint(value);
            return whole
                    ? new BigDecimal(value).toPlainString()
                    : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        }
        if (isVagueDate(value, format, pattern)) {
            return DateUtil.getLocalDateTime(value, date1904).toLocalDate().toString();
        }
        return FORMATTER.get().formatRawCellContents(value, format, unquoted(pattern), date1904);
    }

    /**
     * Whether it is a date that each machine shows in its own way: the formats of the system's own short date, and
     * those which stand for another one in each language of Excel.
     */
    static boolean isVagueDate(double value, int format, @Nullable String pattern) {
        boolean local = format == SHORT_DATE || format == SHORT_DATE_TIME || isOfTheLanguage(format);
        boolean starred = pattern != null && SYSTEM.matcher(pattern).find();
        return (local || starred) && DateUtil.isValidExcelDate(value);
    }

    private static boolean isOfTheLanguage(int format) {
        return (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
    }

    /** Letters that stand for nothing need no quotes, which the formatter takes for text. */
    private static String unquoted(String pattern) {
        return QUOTED_TEXT.matcher(pattern).replaceAll("$1");
    }

    /** Whether digits may have been lost. */
    static boolean isRounded(double value) {
        return Math.abs(value) >= Math.pow(10, MOST_DIGITS);
    }
}
