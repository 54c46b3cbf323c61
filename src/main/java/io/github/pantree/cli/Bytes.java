package io.github.pantree.cli;

import java.util.Locale;

/** A number of bytes, for a person. */
final class Bytes {

    private static final long KIB = 1024;

    private Bytes() {}

    static String of(long bytes) {
        return bytes < KIB * KIB
                ? String.format(Locale.ROOT, "%.0f KiB", (double) bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / (KIB * KIB));
    }
}
