package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Finds the rate that the API allows and does not publish, from its "too many requests" alone.
 *
 * <p>A refusal is evidence, not proof: single ones change nothing. Refusals that are too dense to be noise show that
 * the limit is lower; what was let through in the second before becomes the rate. After a while the rate is raised on
 * trial, and back at the first refusal. A trial that succeeds is followed by one that is twice as large. Trials are
 * frequent below a rate that was confirmed lately, and rarer above. See {@code src/docs/decisions/004}. Not safe for
 * many threads.
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
    /** Calls reach the server a moment earlier or later than planned: just under the limit is better than on it. */
    private static final double JUST_UNDER = 0.98;

    private static final double FIRST_STEP = 0.12;
    private static final double FIRST_STEP_BELOW_CONFIRMED = 0.25;
    private static final double LARGEST_STEP = 1;
    private static final double TO_CONFIRMED = 0;
    /** Seconds of calls. */
    private static final double CONFIRMED_AFTER = 3;

    private static final double NEXT_STEP_AFTER = 1;
    private static final double MOST_NOISE = 0.06;
    private static final double MOST_NOISE_AT_START = 0.15;
    private static final double NEXT_STEP_BELOW_CONFIRMED_AFTER = 0.7;
    /** A trial may see twice as many refusals as are usual at this rate, but no more than of such a share. */
    private static final double MOST_NOISE_IN_TRIAL = 0.05;
    /** All patience is in seconds of calls at the present rate, so that an idle run does not climb. */
    private static final double PATIENCE_BELOW_CONFIRMED = 1;

    private static final double LONGEST_BELOW_CONFIRMED = 4;
    private static final double PATIENCE = 5;
    private static final double LONGEST_PATIENCE = 18;
    private static final double PATIENCE_GROWTH = 1.6;

    @JsonIgnore
    private double allowed;

    private double rate;
    private boolean limited;
    private RefusalEvidence evidence = new RefusalEvidence();

    /** Whether the rate is a trial, the rate before it, by what it was raised, and how long until the next one. */
    private boolean trial;

    private double before;
    private double step;
    /** The rate before a series of trials, and whether what they reached is still to be confirmed. */
    private double base;

    private boolean provisional;
    private int refusedInTrial;
    private ExcessCheck check = new ExcessCheck();
    private double patience = PATIENCE;
    private double nextPatience = PATIENCE;

    private ConfirmedRate confirmed = new ConfirmedRate();

    /** When the rate last changed; calls that left before say nothing about the present rate. */
    private long changedAt;

    private long passedSinceChange;
    private long refusedSinceChange;
    private boolean everChanged;

    /** When the rate last came down. */
    private long cutAt;

    private boolean everCut;
    private long passedSinceCut;
    private RefusalHold hold = new RefusalHold();
    private PassedCalls passed = new PassedCalls();

    /**
     * @param allowed the rate that is never exceeded
     * @param found the rate that an earlier run found
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

    /** Calls per second at present. */
    double rate() {
        return rate;
    }

    /** Whether the API allows less than is configured, as far as is known. */
    boolean isLimited() {
        return limited;
    }

    /** How long all calls are delayed after the last cut, unless the API says how long. */
    Duration hold() {
        return hold.time();
    }

    private double floor() {
        return Math.min(SLOWEST, allowed);
    }

    /**
     * A call was let through.
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
        double noise = everCut ? MOST_NOISE : MOST_NOISE_AT_START;
        boolean clean = refusedSinceChange <= 0.5 + noise * passedSinceChange;
        if (clean && passedSinceChange >= rate * (everCut ? CONFIRMED_AFTER : NEXT_STEP_AFTER)) {
            confirmed.add(rate, departure);
        }
        if (check.isRunning()) {
            return check.ends() && endCheck(departure);
        }
        if (!trial && check.begins(passedSinceChange, refusedSinceChange)) {
            before = rate;
            change(Math.max(floor(), rate * check.reduction()), departure);
            limited = true;
            return true;
        }
        if (passedSinceChange < rate * patience) {
            return false;
        }
        if (!limited || (trial && step == TO_CONFIRMED)) {
            // As far as was known before: further trials are rarer.
            trial = false;
            patience = PATIENCE;
            nextPatience = PATIENCE;
            return false;
        }
        raise(departure);
        return true;
    }

    /** What is refused as often at a lower rate is noise; otherwise the lower rate is the right one. */
    private boolean endCheck(long now) {
        if (check.isNoise()) {
            change(before, now);
            limited = rate < allowed;
        } else {
            evidence.forget();
        }
        return true;
    }

    private void raise(long now) {
        boolean known = confirmed.isAbove(rate, now);
        boolean further = trial && !provisional;
        step = further ? Math.min(LARGEST_STEP, step * 2) : known ? FIRST_STEP_BELOW_CONFIRMED : FIRST_STEP;
        base = further ? base : rate;
        before = rate;
        trial = true;
        provisional = false;
        refusedInTrial = 0;
        patience = known ? NEXT_STEP_BELOW_CONFIRMED_AFTER : NEXT_STEP_AFTER;
        double next = Math.min(allowed, rate * (1 + step));
        if (known && next >= confirmed.rate()) {
            next = Math.min(allowed, confirmed.rate());
            step = TO_CONFIRMED;
        }
        change(next, now);
        limited = rate < allowed;
    }

    private void change(double next, long now) {
        rate = next;
        changedAt = now;
        everChanged = true;
        passedSinceChange = 0;
        refusedSinceChange = 0;
    }

    /**
     * A call was refused.
     *
     * @param unanswered calls that left before and may still be let through
     * @return whether the rate has changed
     */
    boolean refused(long departure, long now, int unanswered) {
        if (everCut && departure - cutAt <= 0) {
            return false;
        }
        boolean dense = evidence.refused();
        check.refused();
        refusedSinceChange += everChanged && departure - changedAt <= 0 ? 0 : 1;
        if (trial && departure - changedAt > 0) {
            boolean over = ++refusedInTrial > Math.round(2 * rate * Math.min(MOST_NOISE_IN_TRIAL, evidence.share()));
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
     * Goes back by one step; if a call is refused there, too, to where the series began: a server that saves up unused
     * permits lets a faster series through for a while.
     */
    private void endTrial(long now) {
        nextPatience = Math.min(mostPatience(now), nextPatience * PATIENCE_GROWTH);
        boolean first = before <= base || provisional;
        decrease(first ? base : before, now);
        if (!first) {
            trial = true;
            provisional = true;
            refusedInTrial = 0;
            patience = Math.max(patience, CONFIRMED_AFTER);
        }
    }

    private double mostPatience(long now) {
        return confirmed.isAbove(rate, now) ? LONGEST_BELOW_CONFIRMED : LONGEST_PATIENCE;
    }

    private void decrease(double next, long now) {
        change(next, now);
        patience = nextPatience;
        trial = false;
        provisional = false;
        check.cancel();
        limited = true;
        cutAt = now;
        everCut = true;
        evidence.clear();
        hold.end();
    }

    private void cut(long departure, long now, int unanswered) {
        boolean barren = everCut && passedSinceCut == 0;
        double measured = (passed.before(departure) + unanswered) * JUST_UNDER;
        double deepest = rate * (everCut || confirmed.rate() > 0 || rate <= 1 ? DEEPEST_CUT : DEEPEST_FIRST_CUT);
        decrease(Math.max(floor(), Math.min(Math.max(deepest, measured), rate * LEAST_CUT)), now);
        nextPatience = confirmed.isAbove(rate, now) ? PATIENCE_BELOW_CONFIRMED : PATIENCE;
        patience = nextPatience;
        passedSinceCut = 0;
        hold.afterCut(rate, barren);
    }

    /**
     * The refusals had another cause: back to the configured rate.
     *
     * @return true, since the rate has changed
     */
    boolean acquit(long now) {
        change(allowed, now);
        limited = false;
        trial = false;
        hold.end();
        evidence.clear();
        return true;
    }
}
