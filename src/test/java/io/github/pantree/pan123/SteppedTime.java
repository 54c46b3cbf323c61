package io.github.pantree.pan123;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when somebody sleeps or a test says so. */
public final class SteppedTime implements TimeSource {

    private record Event(long due, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::due));
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
        advance(Duration.ofNanos(Math.max(1, time.toNanos())));
    }

    /** Something happens when time has passed, on the thread that lets it pass. */
    public synchronized void after(Duration wait, Runnable action) {
        events.add(new Event(nanos + wait.toNanos(), action));
    }

    public synchronized void advance(Duration time) {
        long until = nanos + time.toNanos();
        while (!events.isEmpty() && events.element().due() <= until) {
            Event next = events.remove();
            nanos = Math.max(nanos, next.due());
            next.action().run();
        }
        nanos = Math.max(nanos, until);
    }
}
