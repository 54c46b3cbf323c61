package io.github.pantree.support;

import java.util.Locale;

/**
 * A problem of a manifest, for the user.
 *
 * @param line the line of the file, counted from 1
 * @param column the cell of that line, counted from 1; 0 for the whole line
 * @param what what is wrong
 * @param value the offending text
 * @param rule the rule for such values
 * @param remedy what to do
 */
public record Problem(long line, int column, Severity severity, String what, String value, String rule, String remedy) {

    /** The consequence of a problem. */
    public enum Severity {
        /** The manifest is not processed. */
        PROBLEM,
        /** The manifest is processed; the user should check it. */
        WARNING,
        /** A note: something was changed or skipped, as configured or because there is no doubt. */
        CHANGE;

        /** The value in result files. */
        public String label() {
            return this == CHANGE ? "note" : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int SHOWN_VALUE = 80;
    private static final int UNPRINTABLE = 0x2423;

    /**
     * A problem with the messages {@code problem.KEY.what}, {@code .rule} and {@code .remedy}.
     *
     * @param values fill the placeholders of all three
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

    /** The problem in the language of this thread; it may have been stored in another one. */
    public Problem translated() {
        return new Problem(
                line,
                column,
                severity,
                MessageTranslator.translate(what),
                value,
                MessageTranslator.translate(rule),
                MessageTranslator.translate(remedy));
    }

    /** The problem in one line, {@code file:line:column: what — "value" — rule — remedy}, safe for a terminal. */
    public String describe(String file) {
        String kind = switch (severity) {
            case PROBLEM -> "";
            case WARNING -> Messages.format("problem.warning");
            case CHANGE -> Messages.format("problem.change");
        };
        return "%s:%d:%d: %s%s — \"%s\" — %s — %s"
                .formatted(file, line, Math.max(1, column), kind, what, printable(value), rule, remedy);
    }

    /** The value can neither move the cursor of a terminal nor flood it. */
    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(SHOWN_VALUE).forEach(c -> text.appendCodePoint(isPrintable(c) ? c : UNPRINTABLE));
        return value.codePointCount(0, value.length()) > SHOWN_VALUE ? text + "…" : text.toString();
    }

    /** Excludes format characters, which can change the direction of the following text, or hide it. */
    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
