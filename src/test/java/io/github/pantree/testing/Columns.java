package io.github.pantree.testing;

/** The width of a text in a fixed-width font: Chinese characters and full-width punctuation have two columns. */
public final class Columns {

    private static final int FIRST_WIDE = 0x2E80;

    private Columns() {}

    public static int of(String text) {
        return text.codePoints().map(c -> c >= FIRST_WIDE ? 2 : 1).sum();
    }
}
