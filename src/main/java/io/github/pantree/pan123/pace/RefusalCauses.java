package io.github.pantree.pan123.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes caps on calls in flight from rate limits. For the last refused and the last accepted calls, it records
 * how many calls were accepted in the second before, and how many were in flight. The API limits the quantity for which
 * a threshold separates the two groups.
 */
final class RefusalCauses {

    /**
     * The state when a call was sent.
     *
     * @param passedBefore calls of the second before that are known to be accepted
     */
    record Sample(long departure, int passedBefore, int others, int siblings) {

        private Sample withPassed(long earlier) {
            boolean counts = departure - earlier > 0 && departure - earlier < SECOND;
            return counts ? new Sample(departure, passedBefore + 1, others, siblings) : this;
        }
    }

    /** @param cap maximum calls in flight, per parent or in total */
    record Finding(boolean ofParent, int cap) {}

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final int MOST_SAMPLES = 16;
    private static final int MIN_CALLS = 4;
    private static final int ENOUGH_TO_GUESS = 2;
    private static final int FEW = 4;
    /** A rate limit must have this many more contradicting calls than the cap. */
    private static final int CLEARLY = 3;

    /** The number of samples that contradict a threshold at {@code cap}. */
    private record Fit(int cap, int errors) {}

    private final List<Sample> refused = new ArrayList<>();
    private final List<Sample> passed = new ArrayList<>();

    /** Records an accepted call, also for the calls that were sent after it but answered before it. */
    void passed(Sample sample) {
        refused.replaceAll(other -> other.withPassed(sample.departure()));
        passed.replaceAll(other -> other.withPassed(sample.departure()));
        add(passed, sample);
    }

    void refused(Sample sample) {
        add(refused, sample);
    }

    private static void add(List<Sample> samples, Sample sample) {
        samples.add(sample);
        if (samples.size() > MOST_SAMPLES) {
            samples.remove(0);
        }
    }

    void clear() {
        refused.clear();
        passed.clear();
    }

    /**
     * A very low cap that may explain the refusals although there are few samples: none of the refused calls was sent
     * alone, and hardly any call was accepted before them. It is tried for a while, since a rate limit that is just as
     * low would be detected much later.
     *
     * @param ofParent whether the cap is per parent
     */
    @Nullable
    Finding guess(boolean ofParent) {
        ToIntFunction<Sample> quantity = ofParent ? Sample::siblings : Sample::others;
        int cap = refused.stream().mapToInt(quantity).min().orElse(0);
        boolean few = refused.stream().allMatch(sample -> sample.passedBefore() <= FEW);
        boolean explains = passed.stream().allMatch(sample -> quantity.applyAsInt(sample) < cap);
        return refused.size() >= ENOUGH_TO_GUESS && cap > 0 && cap <= FEW && few && explains
                ? new Finding(ofParent, cap)
                : null;
    }

    /** The cap on calls in flight that explains the refusals; null if a rate limit explains them as well. */
    @Nullable
    Finding find() {
        if (refused.size() < MIN_CALLS || passed.size() < MIN_CALLS) {
            return null;
        }
        int byRate = best(Sample::passedBefore, 0).errors();
        Fit ofParent = best(Sample::siblings, 1);
        Fit total = best(Sample::others, 1);
        // The first refusal without siblings in flight contradicts a cap per parent, so that one is tried first.
        Fit fit = ofParent.errors() <= total.errors() ? ofParent : total;
        boolean explains = fit.errors() <= 1 + refused.size() / 8 && fit.errors() + CLEARLY <= byRate;
        return explains ? new Finding(fit.equals(ofParent), fit.cap()) : null;
    }

    private Fit best(ToIntFunction<Sample> quantity, int least) {
        return Stream.of(refused, passed)
                .flatMap(Collection::stream)
                .flatMapToInt(sample -> IntStream.of(quantity.applyAsInt(sample), quantity.applyAsInt(sample) + 1))
                .filter(cap -> cap >= least)
                .mapToObj(cap -> new Fit(cap, errors(quantity, cap)))
                .reduce(new Fit(least, errors(quantity, least)), (a, b) -> b.errors() < a.errors() ? b : a);
    }

    private int errors(ToIntFunction<Sample> quantity, int cap) {
        long below = refused.stream()
                .filter(sample -> quantity.applyAsInt(sample) < cap)
                .count();
        long above = passed.stream()
                .filter(sample -> quantity.applyAsInt(sample) >= cap)
                .count();
        return (int) (below + above);
    }
}
