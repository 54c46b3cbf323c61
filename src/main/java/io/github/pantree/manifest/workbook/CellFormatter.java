package io.github.pantree.manifest.workbook;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** Formats the numbers of a sheet as text. */
final class CellFormatter {

    /** Excel keeps this many digits of a number, and silently replaces the rest with zeros. */
    static final int MOST_DIGITS = 15;

    private static final String GENERAL = "General";
    private static final int SHORT_DATE = 14;
    private static final int SHORT_DATE_TIME = 22;

    /** The system's date or time format, whatever the rest of the pattern is. */
    private static final Pattern SYSTEM =
            Pattern.compile("\\[\\$-(F800|F400|x-sysdate|x-systime)]", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED_TEXT = Pattern.compile("\"(\\p{IsHan}+)\"");

    /** Not thread-safe, and expensive to create. */
    private static final ThreadLocal<DataFormatter> FORMATTER =
            ThreadLocal.withInitial(() -> new DataFormatter(Locale.ROOT));

    private CellFormatter() {}

    /** A number as displayed. A number without a format keeps all its digits, since it is probably a key or a name. */
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
     * Whether the number is a date that is displayed differently on each machine: in the system's short date format, or
     * in a format that depends on Excel's language.
     */
    static boolean isVagueDate(double value, int format, @Nullable String pattern) {
        boolean local = format == SHORT_DATE || format == SHORT_DATE_TIME || isOfTheLanguage(format);
        boolean starred = pattern != null && SYSTEM.matcher(pattern).find();
        return (local || starred) && DateUtil.isValidExcelDate(value);
    }

    private static boolean isOfTheLanguage(int format) {
        return (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
    }

    /** Removes quotes around literal letters, which the formatter would treat as text. */
    private static String unquoted(String pattern) {
        return QUOTED_TEXT.matcher(pattern).replaceAll("$1");
    }

    /** Whether digits may have been lost. */
    static boolean isRounded(double value) {
        return Math.abs(value) >= Math.pow(10, MOST_DIGITS);
    }
}
