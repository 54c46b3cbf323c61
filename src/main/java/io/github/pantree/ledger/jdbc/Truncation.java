package io.github.pantree.ledger.jdbc;

import org.jspecify.annotations.Nullable;

/** Fits foreign text into a column. */
public final class Truncation {

    private Truncation() {}

    /** The text, or its beginning if it is longer than {@code length} UTF-16 units; never half a character. */
    static @Nullable public String truncate(int length, @Nullable String text) {
        if (text == null || text.length() <= length) {
            return text == null ? null : withoutNul(text);
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return withoutNul(text.substring(0, end)) + "…";
    }

    /** With a sign that something is missing in place of the one character that PostgreSQL keeps in no text. */
    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
