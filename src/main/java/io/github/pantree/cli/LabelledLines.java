package io.github.pantree.cli;

import io.github.pantree.support.Messages;
import java.io.PrintStream;
import java.util.regex.Pattern;

/** Prints lines with a label and a value; the values are aligned in every language. */
record LabelledLines(PrintStream out) {

    private static final int WIDTH = 9;
    /** Characters that Unicode's East Asian Width (UAX 11) classifies as wide or full-width, and emoji. */
    private static final Pattern WIDE = Pattern.compile(
            "[\\u1100-\\u115F\\u2E80-\\u303E\\u3041-\\uA4CF\\uA960-\\uA97F\\uAC00-\\uD7A3\\uF900-\\uFAFF"
                    + "\\uFE30-\\uFE6F\\uFF00-\\uFF60\\uFFE0-\\uFFE6\\x{1F300}-\\x{1F64F}\\x{1F680}-\\x{1F6FF}"
                    + "\\x{1F900}-\\x{1FAFF}\\x{20000}-\\x{3FFFD}]");

    /** @param label the key of the label's text */
    void print(String label, Object value) {
        String text = Messages.format(label);
        out.println("  " + text + " ".repeat(Math.max(1, WIDTH - columns(text))) + value);
    }

    /** @param key the message key of the value; {@code values} fill its placeholders */
    void printText(String label, String key, Object... values) {
        print(label, Messages.format(key, values));
    }

    /** The number of terminal columns of a text: two for a wide character, such as an ideograph. */
    static int columns(String text) {
        return text.codePoints().map(LabelledLines::columns).sum();
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return WIDE.matcher(Character.toString(codePoint)).matches() ? 2 : 1;
    }
}
