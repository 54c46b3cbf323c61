package io.github.pantree.pan123.pace;

import java.util.Arrays;

/**
 * The arrivals of the last calls at the server, as far as they are known: a call counts from its departure and, when it
 * is answered, from its latest possible arrival.
 */
final class SlidingWindow {

    private final int cold;
    private final long[] arrivals;
    private long calls;

    /**
     * @param most maximum number of calls in a window
     * @param cold number of first calls that are slow because of new connections and cold code: their arrival is
     *     unknown until they are answered, so they count from their answers
     */
    SlidingWindow(int most, int cold) {
        this.cold = cold;
        // Room for late arrivals that are older than the last {@code most} departures.
        arrivals = new long[most + 64];
    }

    /** Records a departure; returns the call's number for {@link #answered}. */
    long depart(long now) {
        arrivals[slot(calls)] = calls < cold ? now + PaceLimits.LONGEST_UNANSWERED : now;
        return calls++;
    }

    /** The index of a call, until it is overwritten by a later one. */
    private int slot(long call) {
        return (int) (call % arrivals.length);
    }

    /** Whether the call is one of the first ones. */
    boolean isCold(long call) {
        return call < cold;
    }

    /** Moves a call to its latest possible arrival. */
    void answered(long call, long arrival) {
        if (calls - call <= arrivals.length) {
            arrivals[slot(call)] = arrival;
        }
    }

    /** Nanoseconds until the window that ends now has room for another call; 0 or less for now. */
    long untilFree(long now, RateWindow window) {
        int most = window.calls();
        int known = (int) Math.min(calls, arrivals.length);
        if (known < most) {
            return 0;
        }
        long[] ages = new long[known];
        int within = 0;
        for (int i = 0; i < known; i++) {
            ages[i] = Math.max(0, now - arrivals[i]);
            within += ages[i] < window.nanos() ? 1 : 0;
        }
        if (within < most) {
            // Counting is much cheaper than sorting, and nearly always sufficient at a high rate.
            return 0;
        }
        Arrays.sort(ages);
        return window.nanos() - ages[most - 1];
    }
}
