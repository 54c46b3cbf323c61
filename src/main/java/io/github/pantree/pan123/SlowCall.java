package io.github.pantree.pan123;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer was long in coming.
 *
 * @param kind mkdir, list or token
 * @param folder the path of the folder it was about, of several siblings the first one; null for a token
 * @param time from its departure to its answer
 */
public record SlowCall(
        String kind,
        @Nullable String folder,
        Duration time,
        @Nullable String traceId) {}
