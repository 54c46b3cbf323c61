package io.github.pantree.property.simulation;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from event to event. Events of one moment take place in the order in which they were planned. */
final class VirtualTime implements TimeSource {

    private record Event(long due, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::due).thenComparingLong(Event::order));
    static final long START = Duration.ofDays(1).toNanos();
    private long nanos = START;
    private long planned;

    void after(long wait, Runnable action) {
        events.add(new Event(nanos + Math.max(0, wait), planned++, action));
    }

    /** Moves to the next event and lets it take place; false if there is none. */
    boolean next() {
        Event event = events.poll();
        if (event == null) {
            return false;
        }
        nanos = Math.max(nanos, event.due());
        event.action().run();
        return true;
    }

    /** When the next event takes place. */
    long nextAt() {
        Event event = events.peek();
        return event == null ? Long.MAX_VALUE : event.due();
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
