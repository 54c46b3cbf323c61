package io.github.pantree.ledger.jdbc;

import org.jspecify.annotations.Nullable;

/** Fits external text into a column. */
public final class Truncation {

    private Truncation() {}

    /** The text, truncated to {@code length} UTF-16 units without splitting a character. */
    static @Nullable public String truncate(int length, @Nullable String text) {
        if (text == null || text.length() <= length) {
            return text == null ? null : withoutNul(text);
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return withoutNul(text.substring(0, end)) + "…";
    }

    /** Replaces the NUL character, which PostgreSQL cannot store. */
    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
