package io.github.pantree.pan123;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody sleeps or a test says so. */
final class SteppedTime implements Timing {

    private long nanos = 1_000_000_000L;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public synchronized void sleep(Duration time) {
        nanos += Math.max(1, time.toNanos());
    }

    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }
}
