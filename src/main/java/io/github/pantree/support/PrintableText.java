package io.github.pantree.support;

/** Makes text from a server safe for terminals, logs and files. */
public final class PrintableText {

    /** Controls (C0 and C1), halves of characters, line separators, and what turns the direction of writing. */
    private static final String UNPRINTABLE =
            "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

    private PrintableText() {}

    /** The text with the replacement character for each one that must not be shown. */
    public static String of(String text) {
        return text.replaceAll(UNPRINTABLE, "\uFFFD");
    }
}
