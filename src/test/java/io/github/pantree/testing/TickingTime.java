package io.github.pantree.testing;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Time that advances when a test says so, and by a fixed tick whenever it is read. Safe for use by many threads. */
public final class TickingTime implements TimeSource {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private long nanos = 1_000_000_000L;
    private long tick;
    private long readings;

    /** How far each reading moves the clock from now on; zero at first. */
    public synchronized void tick(Duration time) {
        tick = time.toNanos();
    }

    public synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    /** Waits until other threads have read the clock so many times more: a loop that reads it has had as many turns. */
    public synchronized void awaitReadings(int count) throws InterruptedException {
        long enough = readings + count;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (readings < enough) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("The clock was not read " + count + " times");
            }
            wait(left);
        }
    }

    @Override
    public synchronized long nanos() {
        readings++;
        notifyAll();
        nanos += tick;
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public synchronized void sleep(Duration time) {
        nanos += time.toNanos();
    }
}
