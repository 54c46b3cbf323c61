package io.github.pantree.ledger.jdbc;

import org.jspecify.annotations.Nullable;

/** Fits external text into a column. */
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

    /** Replaces the one character that PostgreSQL cannot store by the replacement character. */
    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
