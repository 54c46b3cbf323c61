package io.github.pantree.cli;

import io.github.pantree.support.Messages;
import java.io.PrintStream;

/** Prints lines of a small table: a label and its value, which is in one column in every language. */
record LabelledLines(PrintStream out) {

    private static final int WIDTH = 9;

    /** @param label the key of the label's text */
    void print(String label, Object value) {
        String text = Messages.format(label);
        out.println("  " + text + " ".repeat(Math.max(1, WIDTH - columns(text))) + value);
    }

    /** @param key that of the text which is the value; {@code values} fill its gaps */
    void printText(String label, String key, Object... values) {
        print(label, Messages.format(key, values));
    }

    /** The columns of a terminal that a text takes: two for a wide character, such as an ideograph. */
    static int columns(String text) {
        return text.codePoints().map(LabelledLines::columns).sum();
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** The blocks that Unicode's East Asian Width (UAX 11) calls wide or full-width, and pictures. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0x303E)
                || (c >= 0x3041 && c <= 0xA4CF)
                || (c >= 0xA960 && c <= 0xA97F)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1F64F)
                || (c >= 0x1F680 && c <= 0x1F6FF)
                || (c >= 0x1F900 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
