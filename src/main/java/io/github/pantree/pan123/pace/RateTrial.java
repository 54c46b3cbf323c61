package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Raises a rate on trial. Trials that succeed one after another are a series, with larger and larger steps; the step
 * that would pass a confirmed rate ends there.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, isGetterVisibility = Visibility.NONE)
final class RateTrial {

    private static final double FIRST_STEP = 0.12;
    private static final double FIRST_STEP_BELOW_CONFIRMED = 0.25;
    private static final double LARGEST_STEP = 1;
    private static final double TO_CONFIRMED = 0;
    /** A trial may have twice the usual share of refusals, but no more than this share. */
    private static final double MOST_NOISE = 0.05;

    @JsonProperty("trial")
    private boolean running;

    /** The rate before the trial, and its relative increase. */
    private double before;

    private double step;
    /** The rate before a series of trials, and whether the trial repeats the last success of the series. */
    private double base;

    private boolean provisional;
    private int refusedInTrial;

    boolean isRunning() {
        return running;
    }

    /** The rate that is certain while {@code rate} is used. */
    double safeRate(double rate) {
        return !running ? rate : provisional ? base : before;
    }

    boolean isBackAtConfirmed() {
        return running && step == TO_CONFIRMED;
    }

    /** Starts a trial; returns its rate, at most {@code allowed}. */
    double start(double rate, double allowed, ConfirmedRate confirmed, long now) {
        boolean known = confirmed.isAbove(rate, now);
        boolean further = running && !provisional;
        step = further ? Math.min(LARGEST_STEP, step * 2) : known ? FIRST_STEP_BELOW_CONFIRMED : FIRST_STEP;
        base = further ? base : rate;
        before = rate;
        running = true;
        provisional = false;
        refusedInTrial = 0;
        double next = Math.min(allowed, rate * (1 + step));
        if (known && next >= confirmed.rate()) {
            step = TO_CONFIRMED;
            return Math.min(allowed, confirmed.rate());
        }
        return next;
    }

    /** Records a refusal; returns whether there are too many of them, given the usual share. */
    boolean refused(double rate, double usualShare) {
        return ++refusedInTrial > Math.round(2 * rate * Math.min(MOST_NOISE, usualShare));
    }

    /** Whether a refusal ends the series, and not only its last step. */
    boolean isFirstStep() {
        return before <= base || provisional;
    }

    /** The rate to return to after a refusal: one step back, or the start of the series. */
    double retreat() {
        return isFirstStep() ? base : before;
    }

    /** Continues at the rate of {@link #retreat}, which is refused as well if the server only had unused permits. */
    void repeatLastStep() {
        running = true;
        provisional = true;
        refusedInTrial = 0;
    }

    void end() {
        running = false;
        provisional = false;
    }
}
