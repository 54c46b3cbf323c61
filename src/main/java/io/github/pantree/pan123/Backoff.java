package io.github.pantree.pan123;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: exponential with full jitter, so that callers who failed together do not come
 * back together.
 *
 * @param first the most that the first wait takes
 * @param longest the most that any wait takes
 */
public record Backoff(Duration first, Duration longest) {

    /** For an API that is in trouble. */
    public static final Backoff STANDARD = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private static final int MAX_DOUBLINGS = 30;

    /** The wait before try {@code attempt + 1}, when {@code attempt} tries (1 or more) have failed. */
    public Duration pause(int attempt, RandomGenerator random) {
        long most = first.toNanos() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long bound = most <= 0 || most > longest.toNanos() ? longest.toNanos() : most;
        return Duration.ofNanos(random.nextLong(bound + 1));
    }
}
