package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Admits one waiting call at a time, in FIFO order, and interrupts the wait at a halt. */
final class FairGate {

    private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);

    private final TimeSource timing;
    /** The tickets of the admitted call and of the waiting ones behind it. */
    private final Deque<Object> queue = new ArrayDeque<>();

    private volatile boolean halted;

    FairGate(TimeSource timing) {
        this.timing = timing;
    }

    /** @param allowWhenHalted whether the call is admitted after a halt */
    void acquire(boolean allowWhenHalted) throws HaltedException {
        Object ticket = new Object();
        synchronized (queue) {
            queue.addLast(ticket);
            boolean admitted = false;
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                while (!ticket.equals(queue.peekFirst())) {
                    throwIfHalted(allowWhenHalted);
                    queue.wait();
                }
                admitted = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HaltedException();
            } finally {
                if (!admitted) {
                    queue.remove(ticket);
                    queue.notifyAll();
                }
            }
        }
    }

    void release() {
        synchronized (queue) {
            queue.removeFirst();
            queue.notifyAll();
        }
    }

    /** Whether no call waits or is admitted. */
    boolean isIdle() {
        synchronized (queue) {
            return queue.isEmpty();
        }
    }

    /** Sleeps in short intervals, to detect a halt. */
    void sleep(long nanos, boolean allowWhenHalted) throws HaltedException {
        long until = timing.nanos() + nanos;
        while (true) {
            throwIfHalted(allowWhenHalted);
            long left = until - timing.nanos();
            if (left <= 0) {
                return;
            }
            sleepBriefly(Math.min(left, LONGEST_SLEEP.toNanos()));
        }
    }

    private void sleepBriefly(long nanos) throws HaltedException {
        try {
            timing.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltedException();
        }
    }

    void throwIfHalted(boolean allowWhenHalted) throws HaltedException {
        if (halted && !allowWhenHalted) {
            throw new HaltedException();
        }
    }

    void halt() {
        halted = true;
        synchronized (queue) {
            queue.notifyAll();
        }
    }

    boolean isHalted() {
        return halted;
    }
}
