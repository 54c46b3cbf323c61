package io.github.pantree.cli;

import java.util.Locale;

/** A number of bytes, for a person. */
final class ByteCount {

    private static final long KIB = 1024;

    private ByteCount() {}

    static String format(long bytes) {
        return bytes < KIB * KIB
                ? String.format(Locale.ROOT, "%.0f KiB", (double) bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / (KIB * KIB));
    }
}
