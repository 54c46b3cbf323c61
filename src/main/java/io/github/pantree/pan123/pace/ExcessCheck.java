package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * Distinguishes a rate slightly above the limit from noise; in both cases a small share of the calls is refused. For a
 * while the rate is lowered by more than that share. If just as many are refused, it was noise, and the interval until
 * the next check is doubled.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, isGetterVisibility = Visibility.NONE)
final class ExcessCheck {

    private static final double LEAST_SHARE = 0.03;
    private static final int LEAST_REFUSALS = 4;
    private static final double LEAST_REDUCTION = 0.06;
    private static final double REDUCTION = 1.3;
    private static final double EXPECTED_REFUSALS = 4;
    private static final int FIRST_INTERVAL = 40;
    private static final int LONGEST_INTERVAL = 5_000;

    private boolean running;
    /** The rate before the check. */
    private double before;

    private double share;
    private int calls;
    private int refused;
    private int interval = FIRST_INTERVAL;
    private int callsSinceLast = FIRST_INTERVAL;

    boolean isRunning() {
        return running;
    }

    /** Records an accepted call outside of a check; returns whether a check begins. */
    boolean begins(double rate, long passedBefore, long refusedBefore) {
        double refusedShare = (double) refusedBefore / (passedBefore + refusedBefore);
        if (++callsSinceLast < interval || refusedBefore < LEAST_REFUSALS || refusedShare < LEAST_SHARE) {
            return false;
        }
        running = true;
        before = rate;
        share = refusedShare;
        calls = 0;
        refused = 0;
        return true;
    }

    /** The factor for the rate. */
    double reduction() {
        return 1 - Math.max(LEAST_REDUCTION, Math.min(0.5, REDUCTION * share));
    }

    /** The rate before the last check; 0 if an earlier version of pantree stored it elsewhere. */
    double rateBefore() {
        return before;
    }

    void refused() {
        refused++;
    }

    /** Records an accepted call at the lower rate; returns whether the check ends. */
    boolean ends() {
        running = ++calls < EXPECTED_REFUSALS / share;
        if (!running) {
            callsSinceLast = 0;
            interval = isNoise() ? Math.min(LONGEST_INTERVAL, interval * 2) : FIRST_INTERVAL;
        }
        return !running;
    }

    boolean isNoise() {
        return refused >= EXPECTED_REFUSALS / 2;
    }

    void cancel() {
        running = false;
    }
}
