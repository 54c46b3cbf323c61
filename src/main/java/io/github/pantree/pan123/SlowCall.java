package io.github.pantree.pan123;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A slow call.
 *
 * @param kind mkdir, list, detail or token
 * @param folder path of the folder, or of the first of several siblings; null for a token
 * @param time response time
 */
public record SlowCall(
        String kind,
        @Nullable String folder,
        Duration time,
        @Nullable String traceId) {}
