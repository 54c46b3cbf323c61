package io.github.pantree.pan123.pace;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells caps of calls in flight from limits of calls within a time. Of the last calls that were refused, and of the
 * last that were let through, it keeps how many calls were let through in the second before, and how many were in
 * flight. The quantity of which a threshold separates the two groups is what the API counts.
 */
final class RefusalCauses {

    /** What was the case when a call left. */
    record Sample(int passedBefore, int others, int siblings) {}

    /** @param cap calls in flight at most, for each parent or in total */
    record Finding(boolean ofParent, int cap) {}

    private static final int KEPT = 16;
    private static final int ENOUGH = 4;
    private static final int ENOUGH_TO_GUESS = 2;
    private static final int FEW = 4;
    /** So many calls more must contradict a limit of the rate than contradict the cap. */
    private static final int CLEARLY = 3;

    /** Errors of a threshold at {@code cap}. */
    private record Fit(int cap, int errors) {}

    private final Deque<Sample> refused = new ArrayDeque<>();
    private final Deque<Sample> passed = new ArrayDeque<>();

    void passed(Sample sample) {
        add(passed, sample);
    }

    void refused(Sample sample) {
        add(refused, sample);
    }

    private static void add(Deque<Sample> samples, Sample sample) {
        samples.addLast(sample);
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
    }

    void clear() {
        refused.clear();
        passed.clear();
    }

    /**
     * A cap of very few calls in flight that may explain refusals although little is known: none of the refused calls
     * left alone, and hardly any call was let through before them. To be tried for a while, since a limit of the rate
     * that is as low would be found much later.
     *
     * @param ofParent whether the cap is for each parent
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

    /** The cap of calls in flight that explains the refusals; null if a limit of the rate does as well. */
    @Nullable
    Finding find() {
        if (refused.size() < ENOUGH || passed.size() < ENOUGH) {
            return null;
        }
        int byRate = best(Sample::passedBefore, 0).errors();
        Fit ofParent = best(Sample::siblings, 1);
        Fit total = best(Sample::others, 1);
        // A cap of each parent is contradicted by the first refusal without siblings in flight, so it is tried first.
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
