package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Admits one waiting call at a time, in FIFO order, and interrupts the wait at a halt. A call that is allowed when
 * halted then sleeps for {@link FolderApi#MAX_WAIT_WHEN_HALTED} at most.
 */
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
                throwIfHalted(allowWhenHalted, 0);
                while (!ticket.equals(queue.peekFirst())) {
                    queue.wait();
                    throwIfHalted(allowWhenHalted, 0);
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

    /** The number of calls that wait or are admitted. */
    int size() {
        synchronized (queue) {
            return queue.size();
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
        sleep(nanos, nanos, allowWhenHalted);
    }

    /**
     * Like {@link #sleep(long, boolean)}, for at most {@code part} of the wait, whose length may have changed by then.
     */
    void sleep(long wait, long part, boolean allowWhenHalted) throws HaltedException {
        long start = timing.nanos();
        long left;
        do {
            long slept = timing.nanos() - start;
            throwIfHalted(allowWhenHalted, wait - slept);
            left = Math.min(wait, part) - slept;
            if (left > 0) {
                sleepBriefly(Math.min(left, LONGEST_SLEEP.toNanos()));
            }
        } while (left > 0);
    }

    private void sleepBriefly(long nanos) throws HaltedException {
        try {
            timing.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltedException();
        }
    }

    private void throwIfHalted(boolean allowWhenHalted, long wait) throws HaltedException {
        if (halted && !(allowWhenHalted && wait <= FolderApi.MAX_WAIT_WHEN_HALTED.toNanos())) {
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
