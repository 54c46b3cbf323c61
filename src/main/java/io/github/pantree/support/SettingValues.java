package io.github.pantree.support;

import org.jspecify.annotations.Nullable;

/** Reads the values of settings. */
public final class SettingValues {

    private SettingValues() {}

    /** The value without surrounding whitespace; null if it is empty. */
    public static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whether a duration has no unit, so that Spring would read it as milliseconds. */
    public static boolean lacksUnit(String duration) {
        return duration.strip().matches("[+-]?\\d+");
    }
}
