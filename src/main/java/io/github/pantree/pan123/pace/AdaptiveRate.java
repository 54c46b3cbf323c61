package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Finds the rate that the API allows and does not publish, from its "too many requests" alone.
 *
 * <p>A refusal shows how many calls were let through before it, which is the limit, or near it: that becomes the rate.
 * After some time without refusals the rate is raised by a little, and if that succeeds by twice as much, and so on. A
 * raise that is refused takes the rate back, and doubles the time before the next one. Not safe for many threads.
 *
 * <p>Its fields are the JSON that the processes of an account share.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
final class AdaptiveRate {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final double SLOWEST = 0.1;
    /** The most that one refusal believes of what it measures: the first one sees a burst, the later ones a rate. */
    private static final double DEEPEST_FIRST_CUT = 0.1;

    private static final double DEEPEST_CUT = 0.5;
    private static final double DEEPEST_UNCOUNTED_CUT = 0.85;
    private static final double LEAST_CUT = 0.97;
    /** Calls reach the server a moment earlier or later than planned: just under the limit is better than on it. */
    private static final double JUST_UNDER = 0.98;

    private static final double SMALLEST_STEP = 0.25;
    private static final double SMALLEST_STEP_OF_RATE = 0.02;
    /** All patience is in seconds of calls at the present rate, so that an idle run does not climb. */
    private static final double FIRST_PATIENCE = 20;

    private static final double LONGEST_PATIENCE = 320;
    private static final double PATIENCE_AFTER_SUCCESS = 4;
    private static final Duration SHORTEST_HOLD = Duration.ofMillis(500);
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);
    private static final int MOST_BARREN = 6;

    @JsonIgnore
    private double allowed;

    private double rate;
    private boolean limited;
    private double step;
    private double patience = FIRST_PATIENCE;
    private double nextPatience = FIRST_PATIENCE;
    /** Whether the last change was a raise, and what the rate was before it. */
    private boolean raised;

    private double before;

    /** When the rate last came down; calls that left before say nothing about the present rate. */
    private long cutAt;

    private boolean everCut;
    /** Of the last cut: departure of the refused call, highest rate after it, and whether calls were counted. */
    private long refusedAt;

    private double mostAfterCut;
    private boolean counted;
    private long passedSinceCut;
    private long passedSinceChange;
    private int barrenCuts;
    private long hold;
    /** Departures of the calls of the last second that were let through. */
    @JsonIgnore
    private final Deque<Long> departures = new ArrayDeque<>();

    /**
     * @param allowed the rate that is never exceeded
     * @param found the rate that an earlier run found
     */
    AdaptiveRate(double allowed, OptionalDouble found) {
        limited = found.isPresent();
        rate = found.orElse(allowed);
        within(allowed);
        step = smallestStep();
    }

    /** For Jackson; {@link #within} completes it. */
    @JsonCreator
    private AdaptiveRate() {}

    /** The departures in JSON, each less the one before. */
    @JsonProperty("passed")
    private List<Long> intervals() {
        List<Long> intervals = new ArrayList<>(departures.size());
        long last = 0;
        for (long departure : departures) {
            intervals.add(departure - last);
            last = departure;
        }
        return intervals;
    }

    @JsonProperty("passed")
    private void setIntervals(List<Long> intervals) {
        long last = 0;
        for (long interval : intervals) {
            last += interval;
            departures.addLast(last);
        }
    }

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

    /** How long all calls are delayed after the last refusal, unless the API says how long. */
    Duration hold() {
        return Duration.ofNanos(hold);
    }

    private double floor() {
        return Math.min(SLOWEST, allowed);
    }

    private double smallestStep() {
        return Math.max(SMALLEST_STEP * Math.min(1, rate), SMALLEST_STEP_OF_RATE * rate);
    }

    /**
     * A call was let through.
     *
     * @return whether the rate has changed
     */
    boolean passed(long departure) {
        departures.addLast(departure);
        while (departure - departures.getFirst() > SECOND) {
            departures.removeFirst();
        }
        if (!limited) {
            return false;
        }
        if (everCut && departure - cutAt <= 0) {
            return passedAfterAll(departure);
        }
        passedSinceCut++;
        passedSinceChange++;
        if (passedSinceChange < rate * patience) {
            return false;
        }
        raise();
        return true;
    }

    /** A call that left before the refused one, and was answered after it, was let through too. */
    private boolean passedAfterAll(long departure) {
        long before = refusedAt - departure;
        if (!counted || passedSinceChange > 0 || before < 0 || before >= SECOND) {
            return false;
        }
        rate = Math.min(mostAfterCut, rate + JUST_UNDER);
        return true;
    }

    private void raise() {
        if (raised) {
            step *= 2;
        }
        before = rate;
        raised = true;
        patience = PATIENCE_AFTER_SUCCESS;
        passedSinceChange = 0;
        rate = Math.min(allowed, rate + step);
        limited = rate < allowed;
    }

    /**
     * A call was refused.
     *
     * @return whether the rate has changed: of a burst of refusals, only the first one counts
     */
    boolean refused(long departure, long now) {
        if (everCut && departure - cutAt <= 0) {
            return false;
        }
        barrenCuts = everCut && passedSinceCut == 0 ? Math.min(MOST_BARREN, barrenCuts + 1) : 0;
        double measured = measured(departure, now);
        double deepest = rate * deepestCut();
        if (raised) {
            deepest = Math.max(deepest, before);
        }
        nextPatience = raised ? Math.min(LONGEST_PATIENCE, nextPatience * 2) : FIRST_PATIENCE;
        mostAfterCut = rate * LEAST_CUT;
        rate = Math.max(floor(), Math.min(Math.max(deepest, measured), mostAfterCut));
        refusedAt = departure;
        patience = nextPatience;
        step = smallestStep();
        limited = true;
        raised = false;
        everCut = true;
        cutAt = now;
        passedSinceCut = 0;
        passedSinceChange = 0;
        hold = holdAfter().toNanos();
        return true;
    }

    private double deepestCut() {
        if (rate <= 1) {
            return DEEPEST_CUT;
        }
        if (!everCut) {
            return DEEPEST_FIRST_CUT;
        }
        return counted ? DEEPEST_CUT : DEEPEST_UNCOUNTED_CUT;
    }

    /**
     * What was let through in the second before, which is what a server allows that counts calls. If that is no less
     * than the rate, the server saves up unused permits, and allows what was let through since they were last used up.
     */
    private double measured(long departure, long now) {
        double lastSecond = passedBefore(departure);
        counted = !everCut || raised || lastSecond < rate * LEAST_CUT;
        return counted ? lastSecond * JUST_UNDER : passedSinceCut / Math.max(1, (now - cutAt) / SECOND);
    }

    private long passedBefore(long departure) {
        return departures.stream()
                .filter(other -> departure - other >= 0 && departure - other < SECOND)
                .count();
    }

    /** Room for two calls; if not even one was let through since the last refusal, twice as long each time. */
    private Duration holdAfter() {
        Duration twoCalls = Duration.ofNanos((long) (2 * SECOND / rate));
        if (barrenCuts == 0) {
            return twoCalls.compareTo(SHORTEST_HOLD) < 0 ? twoCalls : SHORTEST_HOLD;
        }
        Duration growing = SHORTEST_HOLD.multipliedBy(1L << barrenCuts);
        return growing.compareTo(LONGEST_HOLD) < 0 ? growing : LONGEST_HOLD;
    }
}
