package io.github.pantree.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** The calls of the last second or another time span, limited by the capacity. */
final class RequestWindow {

    private final long span;
    private final int capacity;
    private final LongSupplier nanos;
    private final Deque<Long> times = new ArrayDeque<>();
    private int most;

    /** @param capacity the maximum number of recorded calls */
    RequestWindow(Duration span, int capacity, LongSupplier nanos) {
        this.span = span.toNanos();
        this.capacity = capacity;
        this.nanos = nanos;
    }

    /** Admits at most {@code rate} calls in any second; below one, one call in {@code 1/rate} seconds. */
    static RequestWindow ofRate(double rate, LongSupplier nanos) {
        double seconds = rate < 1 ? 1 / rate : 1;
        return new RequestWindow(
                Duration.ofNanos(Math.round(seconds * 1e9)), (int) Math.max(1, Math.floor(rate)), nanos);
    }

    /** Records a call, unless the window is full. */
    synchronized boolean admit() {
        long now = nanos.getAsLong();
        while (!times.isEmpty() && now - times.getFirst() >= span) {
            times.removeFirst();
        }
        boolean free = times.size() < capacity;
        if (free) {
            times.addLast(now);
            most = Math.max(most, times.size());
        }
        return free;
    }

    /** Records a call; if the window is full, discards the oldest one. */
    synchronized void record() {
        if (!admit()) {
            times.removeFirst();
            admit();
        }
    }

    /** The maximum number of calls in the window so far. */
    synchronized int most() {
        return most;
    }
}
