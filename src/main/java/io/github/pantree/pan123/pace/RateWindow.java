package io.github.pantree.pan123.pace;

import io.github.pantree.support.SharedStore;
import java.time.Duration;

/**
 * A window that keeps a rate: at most this many calls in any period of this length.
 *
 * @param nanos the length; a second, or longer if the rate allows fewer calls in a second
 */
record RateWindow(int calls, long nanos) {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** The whole calls of a second; below one call per second, one call in a longer window. */
    static RateWindow roundedDown(double rate) {
        return of((int) Math.max(1, Math.floor(rate)), rate);
    }

    /** A fraction of a call counts as a call, and makes the window longer than a second. */
    static RateWindow roundedUp(double rate) {
        return of((int) Math.ceil(rate), rate);
    }

    private static RateWindow of(int calls, double rate) {
        return new RateWindow(calls, (long) (SECOND * (rate < calls ? calls / rate : 1)));
    }

    RateWindow longerBy(long slack) {
        return new RateWindow(calls, nanos + slack);
    }

    /** The length in microseconds. */
    long micros() {
        return nanos / SharedStore.NANOS_PER_MICRO;
    }
}
