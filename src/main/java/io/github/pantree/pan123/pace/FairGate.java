package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one call at a time wait for its moment, in the order in which they came, and tells those that wait of a halt. */
final class FairGate {

    private static final Duration LONGEST_NAP = Duration.ofMillis(100);

    private final TimeSource timing;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile boolean halted;

    FairGate(TimeSource timing) {
        this.timing = timing;
    }

    /** @param settles whether a halt lets the call through */
    void acquire(boolean settles) throws HaltedException {
        try {
            while (!turn.tryAcquire(LONGEST_NAP.toNanos(), TimeUnit.NANOSECONDS)) {
                throwIfHalted(settles);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltedException();
        }
    }

    void release() {
        turn.release();
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
    }

    boolean isHalted() {
        return halted;
    }
}
