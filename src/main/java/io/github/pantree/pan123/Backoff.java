package io.github.pantree.pan123;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: exponential with full jitter, so that callers that failed together do not retry
 * together.
 *
 * @param first the most that the first wait takes
 * @param longest the most that any wait takes
 */
public record Backoff(Duration first, Duration longest) {

    /** For an API that is in trouble. */
    public static final Backoff STANDARD = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** The wait before try {@code attempt + 1}, when {@code attempt} tries (1 or more) have failed. */
    public Duration pause(int attempt, RandomGenerator random) {
        Duration bound = Duration.ofMillis(
                IntervalFunction.ofExponentialBackoff(first, 2, longest).apply(attempt));
        return Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    }
}
