package io.github.pantree.support;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One of the slowest calls of a run, as it is stored and reported.
 *
 * @param kind mkdir, list, detail or token
 * @param folder path of the folder, or of the first of several siblings; null for a token
 * @param seconds response time
 */
public record SlowestCall(
        String kind,
        @Nullable String folder,
        double seconds,
        @Nullable String traceId) {

    private static final double MILLIS = 1000.0;

    /** @param time is rounded down to whole milliseconds */
    public SlowestCall(String kind, @Nullable String folder, Duration time, @Nullable String traceId) {
        this(kind, folder, time.toMillis() / MILLIS, traceId);
    }
}
