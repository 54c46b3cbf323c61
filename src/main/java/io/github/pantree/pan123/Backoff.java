package io.github.pantree.pan123;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before a retry: exponential with full jitter, so that callers that failed together do not retry together.
 *
 * @param first the maximum of the first pause
 * @param longest the maximum of every pause
 */
public record Backoff(Duration first, Duration longest) {

    /** The pauses for a failing API. */
    public static final Backoff STANDARD = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** The pause after {@code attempt} failed attempts (1 or more). */
    public Duration pause(int attempt, RandomGenerator random) {
        Duration bound = Duration.ofMillis(
                IntervalFunction.ofExponentialBackoff(first, 2, longest).apply(attempt));
        return Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    }
}
