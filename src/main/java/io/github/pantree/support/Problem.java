package io.github.pantree.support;

import java.util.Locale;

/**
 * A problem of a manifest, for the user.
 *
 * @param line the line of the file it is about, counted from 1
 * @param column the cell of that line, counted from 1; 0 if it is about the whole line
 * @param what what is wrong
 * @param value the offending text, as found
 * @param rule what holds for such a value
 * @param remedy what to do about it
 */
public record Problem(long line, int column, Severity severity, String what, String value, String rule, String remedy) {

    /** The consequence of a problem. */
    public enum Severity {
        /** The manifest is not run. */
        PROBLEM,
        /** The manifest is run; the user should check it. */
        WARNING,
        /** A note: something was changed or left out, as configured or without doubt. */
        CHANGE;

        /** As result files show it. */
        public String label() {
            return this == CHANGE ? "note" : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int SHOWN_VALUE = 80;
    private static final int UNPRINTABLE = 0x2423;

    /**
     * A problem with the messages of a key: {@code problem.KEY.what}, {@code .rule} and {@code .remedy}.
     *
     * @param values fill the gaps of all three
     */
    public static Problem of(long line, int column, String key, String value, Object... values) {
        return of(Severity.PROBLEM, line, column, key, value, values);
    }

    public static Problem of(Severity severity, long line, int column, String key, String value, Object... values) {
        String all = "problem." + key;
        return new Problem(
                line,
                column,
                severity,
                Messages.format(all + ".what", values),
                value,
                Messages.format(all + ".rule", values),
                Messages.format(all + ".remedy", values));
    }

    /** The problem in one line, {@code file:line:column: what — "value" — rule — remedy}, fit for a terminal. */
    public String describe(String file) {
        String kind = switch (severity) {
            case PROBLEM -> "";
            case WARNING -> Messages.format("problem.warning");
            case CHANGE -> Messages.format("problem.change");
        };
        return "%s:%d:%d: %s%s — \"%s\" — %s — %s"
                .formatted(file, line, Math.max(1, column), kind, what, printable(value), rule, remedy);
    }

    /** A hostile value must neither move the cursor of a terminal nor flood it. */
    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(SHOWN_VALUE).forEach(c -> text.appendCodePoint(isPrintable(c) ? c : UNPRINTABLE));
        return value.codePointCount(0, value.length()) > SHOWN_VALUE ? text + "…" : text.toString();
    }

    /** Format characters among them turn the direction of what follows, or hide it. */
    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
