package io.github.pantree.pan123;

import java.time.Duration;

/**
 * An outage: the API gives no usable response.
 *
 * @param lasting time since the first failed call
 * @param bound maximum duration before the run stops
 * @param reason the result of the last call
 */
public record OutageStatus(Duration lasting, Duration bound, String reason) {}
