package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Finds the unpublished rate limit of the API, from its "too many requests" responses alone.
 *
 * <p>A refusal is evidence, not proof: a single one changes nothing. If refusals are too frequent to be noise, the
 * limit is lower, and the number of calls accepted in the second before becomes the new rate. After a while the rate is
 * raised on trial, and lowered again if more calls are refused than noise explains. After a successful trial, the next
 * one is twice as large. Trials are frequent below a rate that was confirmed recently, and rarer above it. See {@code
 * src/docs/decisions/004}. Not thread-safe.
 *
 * <p>Its fields are the JSON that the processes of an account share.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
final class AdaptiveRate {

    private static final double SLOWEST = 0.1;
    private static final double DEEPEST_FIRST_CUT = 0.1;
    private static final double DEEPEST_CUT = 0.5;
    private static final double LEAST_CUT = 0.97;
    /** Calls arrive at the server slightly earlier or later than planned, so the rate stays just below the limit. */
    private static final double JUST_UNDER = 0.98;

    /** In seconds of calls. */
    private static final double CONFIRMED_AFTER = 3;

    private static final double NEXT_STEP_AFTER = 1;
    /** Beyond this many calls, older ones count half, so that a long time without refusals does not hide a change. */
    private static final int REMEMBERED_CALLS = 400;

    private static final double MOST_NOISE = 0.06;
    private static final double MOST_NOISE_AT_START = 0.15;
    private static final double NEXT_STEP_BELOW_CONFIRMED_AFTER = 0.7;
    /**
     * Waiting times are counted in seconds of calls at the current rate, so that the rate does not rise while a run is
     * idle.
     */
    private static final double TRIAL_DELAY_BELOW_CONFIRMED = 1;

    private static final double LONGEST_TRIAL_DELAY_BELOW_CONFIRMED = 4;
    private static final double TRIAL_DELAY = 5;
    private static final double LONGEST_TRIAL_DELAY = 18;
    private static final double TRIAL_DELAY_GROWTH = 1.6;

    @JsonIgnore
    private double allowed;

    private double rate;
    private boolean limited;
    private RefusalEvidence evidence = new RefusalEvidence();

    @JsonUnwrapped
    private RateTrial trials = new RateTrial();

    private ExcessCheck check = new ExcessCheck();
    /** The time until the next trial. */
    @JsonProperty("patience")
    private double trialDelay = TRIAL_DELAY;

    @JsonProperty("nextPatience")
    private double nextTrialDelay = TRIAL_DELAY;

    private ConfirmedRate confirmed = new ConfirmedRate();

    /** When the rate last changed; earlier calls say nothing about the current rate. */
    private long changedAt;

    private long passedSinceChange;
    private long recentlyPassed;
    private long recentlyRefused;
    private boolean everChanged;

    /** When the rate was last lowered. */
    private long cutAt;

    private boolean everCut;
    private long passedSinceCut;
    private RefusalHold hold = new RefusalHold();
    private PassedCalls passed = new PassedCalls();

    /**
     * @param allowed the rate that is never exceeded
     * @param found the rate found by an earlier run
     */
    AdaptiveRate(double allowed, OptionalDouble found) {
        limited = found.isPresent();
        rate = found.orElse(allowed);
        within(allowed);
    }

    /** For Jackson; {@link #within} completes it. */
    @JsonCreator
    private AdaptiveRate() {}

    /** Sets the rate that is never exceeded. */
    AdaptiveRate within(double allowed) {
        this.allowed = allowed;
        limited = limited && rate < allowed;
        rate = limited ? Math.max(floor(), rate) : allowed;
        return this;
    }

    /** The current rate in calls per second. */
    double rate() {
        return rate;
    }

    /** The rate for the next run to begin with: a trial under way may exceed the limit. */
    double safeRate() {
        return trials.safeRate(rate);
    }

    /** Whether the API is known to allow less than the configured rate. */
    boolean isLimited() {
        return limited;
    }

    /** How long all calls are delayed after the last cut, unless the API specifies it. */
    Duration hold() {
        return hold.time();
    }

    private double floor() {
        return Math.min(SLOWEST, allowed);
    }

    /**
     * Records an accepted call.
     *
     * @return whether the rate has changed
     */
    boolean passed(long departure) {
        passed.add(departure);
        if (everCut && departure - cutAt <= 0) {
            return false;
        }
        evidence.passed();
        passedSinceCut++;
        if (everChanged && departure - changedAt <= 0) {
            return false;
        }
        passedSinceChange++;
        if (++recentlyPassed >= REMEMBERED_CALLS) {
            recentlyPassed /= 2;
            recentlyRefused /= 2;
        }
        confirm(departure);
        if (check.isRunning()) {
            return check.ends() && endCheck(departure);
        }
        if (!trials.isRunning() && check.begins(rate, recentlyPassed, recentlyRefused)) {
            change(Math.max(floor(), rate * check.reduction()), departure);
            limited = true;
            return true;
        }
        return passedSinceChange >= rate * trialDelay && tryHigherRate(departure);
    }

    private void confirm(long departure) {
        double noise = everCut ? MOST_NOISE : MOST_NOISE_AT_START;
        boolean clean = recentlyRefused <= 0.5 + noise * recentlyPassed;
        if (clean && passedSinceChange >= rate * (everCut ? CONFIRMED_AFTER : NEXT_STEP_AFTER)) {
            confirmed.add(rate, departure);
        }
    }

    /** Raises the rate, unless the earlier limit is confirmed: then further trials are rarer. */
    private boolean tryHigherRate(long now) {
        if (!limited || trials.isBackAtConfirmed()) {
            trials.end();
            trialDelay = TRIAL_DELAY;
            nextTrialDelay = TRIAL_DELAY;
            return false;
        }
        trialDelay = confirmed.isAbove(rate, now) ? NEXT_STEP_BELOW_CONFIRMED_AFTER : NEXT_STEP_AFTER;
        change(trials.start(rate, allowed, confirmed, now), now);
        limited = rate < allowed;
        return true;
    }

    /** The same share of refusals at a lower rate is noise; otherwise the lower rate is right. */
    private boolean endCheck(long now) {
        if (check.isNoise()) {
            change(Math.max(rate, check.rateBefore()), now);
            limited = rate < allowed;
        } else {
            evidence.forget();
        }
        return true;
    }

    private void change(double next, long now) {
        rate = next;
        changedAt = now;
        everChanged = true;
        passedSinceChange = 0;
        recentlyPassed = 0;
        recentlyRefused = 0;
    }

    /**
     * Records a refused call.
     *
     * @param unanswered calls that were sent earlier and may still be accepted
     * @return whether the rate has changed
     */
    boolean refused(long departure, long now, int unanswered) {
        if (everCut && departure - cutAt <= 0) {
            return false;
        }
        boolean dense = evidence.refused();
        check.refused();
        recentlyRefused += everChanged && departure - changedAt <= 0 ? 0 : 1;
        if (trials.isRunning() && departure - changedAt > 0) {
            boolean over = trials.refused(rate, evidence.share());
            if (over || dense) {
                endTrial(now);
            }
            return over || dense;
        }
        if (dense) {
            cut(departure, now, unanswered);
        }
        return dense;
    }

    /**
     * Goes back by one step or, if that rate is refused as well, to the start of the series: a server that accumulates
     * unused permits accepts a faster series for a while.
     */
    private void endTrial(long now) {
        nextTrialDelay = Math.min(longestTrialDelay(now), nextTrialDelay * TRIAL_DELAY_GROWTH);
        boolean first = trials.isFirstStep();
        decrease(trials.retreat(), now);
        if (!first) {
            trials.repeatLastStep();
            trialDelay = Math.max(trialDelay, CONFIRMED_AFTER);
        }
    }

    private double longestTrialDelay(long now) {
        return confirmed.isAbove(rate, now) ? LONGEST_TRIAL_DELAY_BELOW_CONFIRMED : LONGEST_TRIAL_DELAY;
    }

    private void decrease(double next, long now) {
        change(next, now);
        trialDelay = nextTrialDelay;
        trials.end();
        check.cancel();
        limited = true;
        cutAt = now;
        everCut = true;
        evidence.clear();
        hold.end();
    }

    private void cut(long departure, long now, int unanswered) {
        boolean consecutive = everCut && passedSinceCut == 0;
        double measured = passed.before(departure) + unanswered;
        double deepest = rate * (everCut || confirmed.rate() > 0 || rate <= 1 ? DEEPEST_CUT : DEEPEST_FIRST_CUT);
        double next = Math.min(Math.max(deepest, measured) * JUST_UNDER, rate * LEAST_CUT);
        decrease(Math.max(floor(), next), now);
        nextTrialDelay = confirmed.isAbove(rate, now) ? TRIAL_DELAY_BELOW_CONFIRMED : TRIAL_DELAY;
        trialDelay = nextTrialDelay;
        passedSinceCut = 0;
        hold.afterCut(rate, consecutive);
    }

    /**
     * Restores the configured rate, because the refusals had another cause.
     *
     * @return true, since the rate has changed
     */
    boolean clearLimit(long now) {
        change(allowed, now);
        limited = false;
        trials.end();
        hold.end();
        evidence.clear();
        return true;
    }
}
