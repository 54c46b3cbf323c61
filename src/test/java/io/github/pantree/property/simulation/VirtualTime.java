package io.github.pantree.property.simulation;

import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.EventQueue;
import java.time.Duration;
import java.time.Instant;

/** A clock that jumps from event to event. Events of one moment take place in the order in which they were planned. */
final class VirtualTime implements TimeSource {

    static final long START = Duration.ofDays(1).toNanos();

    private final EventQueue<Runnable> events = new EventQueue<>();
    private long nanos = START;

    void after(long wait, Runnable action) {
        events.add(nanos + Math.max(0, wait), action);
    }

    /** Moves to the next event and lets it take place; false if there is none. */
    boolean next() {
        if (events.isEmpty()) {
            return false;
        }
        nanos = Math.max(nanos, events.nextAt());
        events.remove().run();
        return true;
    }

    /** When the next event takes place. */
    long nextAt() {
        return events.nextAt();
    }

    void moveTo(long moment) {
        nanos = Math.max(nanos, moment);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public void sleep(Duration time) {
        throw new UnsupportedOperationException("The engine waits for answers and timers only");
    }
}
