package io.github.pantree.pan123;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one call at a time wait for its moment, in the order in which they came, and tells those that wait of a halt. */
final class Turn {

    private static final Duration LONGEST_NAP = Duration.ofMillis(100);

    private final TimeSource timing;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile boolean halted;

    Turn(TimeSource timing) {
        this.timing = timing;
    }

    /** @param settles whether a halt lets the call through */
    void take(boolean settles) throws Halted {
        try {
            while (!turn.tryAcquire(LONGEST_NAP.toNanos(), TimeUnit.NANOSECONDS)) {
                refuseIfHalted(settles);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halted();
        }
    }

    void release() {
        turn.release();
    }

    /** Sleeps in naps, so that a halt is noticed. */
    void sleep(long nanos, boolean settles) throws Halted {
        long until = timing.nanos() + nanos;
        while (true) {
            refuseIfHalted(settles);
            long left = until - timing.nanos();
            if (left <= 0) {
                return;
            }
            nap(Math.min(left, LONGEST_NAP.toNanos()));
        }
    }

    private void nap(long nanos) throws Halted {
        try {
            timing.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halted();
        }
    }

    void refuseIfHalted(boolean settles) throws Halted {
        if (halted && !settles) {
            throw new Halted();
        }
    }

    void halt() {
        halted = true;
    }

    boolean isHalted() {
        return halted;
    }
}
