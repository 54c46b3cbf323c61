package io.github.pantree.pan123.pace;

import io.github.pantree.support.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Holds calls back while the API is in trouble: after some failures in a row one call is tried from time to time, and all
 * go on as soon as one succeeds.
 */
final class Breaker {

    private static final int FAILURES = 5;
    private static final float ALL = 100;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final double GROWTH = 2;
    private static final double JITTER = 0.3;

    private final CircuitBreaker circuit;

    Breaker(TimeSource timing) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(ALL)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, GROWTH, JITTER, LONGEST_PAUSE))
                .clock(new Steady(timing))
                .build();
        circuit = CircuitBreaker.of("api", config);
    }

    /** Whether a call may leave now. Whoever is let must say what came of it. */
    boolean tryAcquire() {
        return circuit.tryAcquirePermission();
    }

    void recordSuccess() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void recordFailure() {
        circuit.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException());
    }

    /** The call ended without saying anything about the API. */
    void recordCancelled() {
        circuit.releasePermission();
    }

    boolean isClosed() {
        return circuit.getState() == CircuitBreaker.State.CLOSED;
    }

    /** A clock that does not jump when the machine's time is set. */
    private static final class Steady extends Clock {

        private final TimeSource timing;

        Steady(TimeSource timing) {
            this.timing = timing;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(timing.nanos());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
