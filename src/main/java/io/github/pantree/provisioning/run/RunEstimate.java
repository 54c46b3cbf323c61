package io.github.pantree.provisioning.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Estimates the call rate and the remaining time of a run from its past. */
final class RunEstimate {

    private static final double SECOND = 1e9;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);

    /** Earlier, the rate of a phase says little about its remaining time. */
    private static final Duration ENOUGH_TO_JUDGE = Duration.ofSeconds(5);

    private record Sample(Duration elapsed, long calls) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Duration phaseStart = Duration.ZERO;
    private long doneBefore;
    private long callsBefore;

    RunEstimate() {
        samples.add(new Sample(Duration.ZERO, 0));
    }

    /** Records the start of a phase. */
    void phase(Duration elapsed, long done, long calls) {
        phaseStart = elapsed;
        doneBefore = done;
        callsBefore = calls;
    }

    /** Calls per second over the last ten seconds, or since the last sample if that is longer ago. */
    double rate(Duration elapsed, long calls) {
        while (samples.size() > 1 && samples.element().elapsed().compareTo(elapsed.minus(WINDOW)) < 0) {
            samples.remove();
        }
        Sample first = samples.element();
        if (samples.getLast().elapsed().plus(BETWEEN_SAMPLES).compareTo(elapsed) <= 0) {
            samples.add(new Sample(elapsed, calls));
        }
        Duration time = elapsed.minus(first.elapsed());
        // Over less than a second, a permitted burst would look like a rate above the limit.
        return (calls - first.calls()) / Math.max(1, time.toNanos() / SECOND);
    }

    /**
     * The remaining time at the allowed rate times the folders per call of this phase so far, or more if the API was
     * slower; null before the first folder.
     */
    @Nullable
    Duration left(Duration elapsed, long pending, long done, long calls, double allowedRate) {
        long more = done - doneBefore;
        if (more <= 0) {
            return null;
        }
        Duration time = elapsed.minus(phaseStart);
        double allowed = allowedRate * Math.max(1, (double) more / Math.max(1, calls - callsBefore));
        double rate =
                time.compareTo(ENOUGH_TO_JUDGE) < 0 ? allowed : Math.min(allowed, more / (time.toNanos() / SECOND));
        return rate <= 0 ? null : Duration.ofMillis((long) (pending / rate * 1000));
    }
}
