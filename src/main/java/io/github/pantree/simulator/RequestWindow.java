package io.github.pantree.simulator;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The calls of the last second, or of another span; in a ring, so that memory stays bounded. */
final class RequestWindow {

    private final long span;
    private final long[] times;
    private final LongSupplier nanos;

    private int oldest;
    private int size;
    private int most;

    /** @param capacity calls kept at most */
    RequestWindow(Duration span, int capacity, LongSupplier nanos) {
        this.span = span.toNanos();
        this.times = new long[capacity];
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
        forgetBefore(now);
        return size < times.length && add(now);
    }

    /** Records a call; a full window loses its oldest one. */
    synchronized void record() {
        long now = nanos.getAsLong();
        forgetBefore(now);
        if (size == times.length) {
            forgetOldest();
        }
        add(now);
    }

    /** The most calls that were ever in the window together. */
    synchronized int most() {
        return most;
    }

    private boolean add(long now) {
        times[(oldest + size) % times.length] = now;
        size++;
        most = Math.max(most, size);
        return true;
    }

    private void forgetBefore(long now) {
        while (size > 0 && now - times[oldest] >= span) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        oldest = (oldest + 1) % times.length;
        size--;
    }
}
