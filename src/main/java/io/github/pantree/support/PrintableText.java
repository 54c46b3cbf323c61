package io.github.pantree.support;

/** Makes text from a server safe for terminals, logs and files. */
public final class PrintableText {

    /**
     * Control characters (C0 and C1), lone surrogates, line separators, and characters that change the writing
     * direction.
     */
    private static final String UNPRINTABLE =
            "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

    private PrintableText() {}

    /** Replaces each unsafe character with the replacement character. */
    public static String of(String text) {
        return text.replaceAll(UNPRINTABLE, "\uFFFD");
    }
}
