package io.github.pantree.pan123;

import java.time.Duration;

/**
 * The API gives no usable answer at present.
 *
 * @param lasting since the first call that failed
 * @param bound how long it may last before the run stops
 * @param reason what the last call came to
 */
public record OutageStatus(Duration lasting, Duration bound, String reason) {}
