package io.github.pantree.pan123.pace;

import io.github.pantree.support.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Circuit breaker: delays calls during an outage. After several failures in a row, one call is tried from time to time;
 * the first success closes the breaker.
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
        InstantSource steady = () -> Instant.EPOCH.plusNanos(timing.nanos());
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(ALL)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, GROWTH, JITTER, LONGEST_PAUSE))
                // A steady clock, since the wall clock may be set.
                .clock(steady.withZone(ZoneOffset.UTC))
                .build();
        circuit = CircuitBreaker.of("api", config);
    }

    /** Whether a call may be sent now. The caller must then record its outcome. */
    boolean tryAcquire() {
        return circuit.tryAcquirePermission();
    }

    void recordSuccess() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void recordFailure() {
        circuit.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException());
    }

    /** Records that the call ended without evidence about the API. */
    void recordCancelled() {
        circuit.releasePermission();
    }

    boolean isClosed() {
        return circuit.getState() == CircuitBreaker.State.CLOSED;
    }
}
