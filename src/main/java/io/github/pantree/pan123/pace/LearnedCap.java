package io.github.pantree.pan123.pace;

import java.time.Duration;

/**
 * A detected cap on calls in flight. From time to time one more call is sent on trial. If several such calls are
 * accepted, the cap is raised, and the next trial is twice as large; the first refusal ends the trial. Not thread-safe.
 */
final class LearnedCap {

    static final int NONE = Integer.MAX_VALUE;

    private static final int LARGEST = 256;
    private static final int CONFIRMED_AFTER = 3;
    private static final long TRIAL_DELAY = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_TRIAL_DELAY = Duration.ofSeconds(20).toNanos();
    private static final double TRIAL_DELAY_GROWTH = 1.6;

    private int cap = NONE;
    /** The cap before the trial. */
    private int before;

    private boolean trial;
    private int step;
    private int passedInTrial;
    private long changedAt;
    private long trialDelay;

    /** The maximum of calls in flight, or {@link #NONE}. */
    int value() {
        return cap;
    }

    /** @param most maximum calls in flight, 1 or more */
    void adopt(int most, long now) {
        cap = most;
        trial = false;
        trialDelay = TRIAL_DELAY;
        changedAt = now;
    }

    void drop() {
        cap = NONE;
        trial = false;
    }

    /** Records an accepted call that was sent while {@code others} were in flight. */
    void passed(int others, long departure) {
        if (cap == NONE || departure - changedAt <= 0) {
            return;
        }
        if (!trial && departure - changedAt > trialDelay) {
            raise(1, departure);
        } else if (trial && others >= before && ++passedInTrial >= CONFIRMED_AFTER) {
            raise(step * 2, departure);
        }
    }

    private void raise(int by, long now) {
        before = cap;
        step = by;
        cap = cap + by > LARGEST ? NONE : cap + by;
        trial = true;
        passedInTrial = 0;
        changedAt = now;
    }

    /**
     * Records a refused call that was sent while {@code others} were in flight; returns whether the cap is the cause.
     */
    boolean refused(int others, long departure) {
        if (cap == NONE || others < (trial ? before : cap)) {
            return false;
        }
        if (trial && departure - changedAt > 0) {
            adopt(before, departure, Math.min(LONGEST_TRIAL_DELAY, (long) (trialDelay * TRIAL_DELAY_GROWTH)));
        }
        return true;
    }

    private void adopt(int most, long now, long nextTrialDelay) {
        adopt(most, now);
        trialDelay = nextTrialDelay;
    }
}
