package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets one call at a time wait for its moment, in the order in which they came, and tells those that wait of a halt. */
final class FairGate {

    private static final Duration LONGEST_NAP = Duration.ofMillis(100);

    private final TimeSource timing;
    /** The calls that wait, behind the one whose turn it is. */
    private final Deque<Object> queue = new ArrayDeque<>();

    private volatile boolean halted;

    FairGate(TimeSource timing) {
        this.timing = timing;
    }

    /** @param settles whether a halt lets the call through */
    void acquire(boolean settles) throws HaltedException {
        Object ticket = new Object();
        synchronized (queue) {
            queue.addLast(ticket);
            boolean taken = false;
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                while (!ticket.equals(queue.peekFirst())) {
                    throwIfHalted(settles);
                    queue.wait();
                }
                taken = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HaltedException();
            } finally {
                if (!taken) {
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

    /** Sleeps in naps, so that a halt is noticed. */
    void sleep(long nanos, boolean settles) throws HaltedException {
        long until = timing.nanos() + nanos;
        while (true) {
            throwIfHalted(settles);
            long left = until - timing.nanos();
            if (left <= 0) {
                return;
            }
            sleepBriefly(Math.min(left, LONGEST_NAP.toNanos()));
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

    void throwIfHalted(boolean settles) throws HaltedException {
        if (halted && !settles) {
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
