package io.github.pantree.pan123.pace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A server that accepts or refuses calls by their times of arrival. All times are in seconds. */
final class SimulatedLimits {

    /** The algorithm that counts calls. */
    enum Kind {
        NONE,
        SLIDING,
        SLIDING_COUNTING_REFUSED,
        FIXED,
        BUCKET
    }

    /**
     * The behaviour of a server.
     *
     * @param limit calls per second
     * @param changedLimit calls per second between {@code from} and {@code to}
     * @param competitor calls per second of another program between {@code from} and {@code to}
     * @param perParent maximum calls in flight for one parent; 0 for no limit
     * @param total maximum calls in flight; 0 for no limit
     * @param noise probability of a refusal without cause
     */
    record Spec(
            Kind kind,
            double limit,
            double changedLimit,
            double competitor,
            double from,
            double to,
            int perParent,
            int total,
            double noise) {

        static Spec of(Kind kind, double limit) {
            return new Spec(kind, limit, limit, 0, 0, 0, 0, 0, 0);
        }

        Spec withNoise(double probability) {
            return new Spec(kind, limit, changedLimit, competitor, from, to, perParent, total, probability);
        }

        Spec withCompetitor(double rate, double start, double end) {
            return new Spec(kind, limit, limit, rate, start, end, perParent, total, noise);
        }

        Spec withChange(double changed, double start, double end) {
            return new Spec(kind, limit, changed, competitor, start, end, perParent, total, noise);
        }

        Spec withInFlight(int ofParent, int all) {
            return new Spec(kind, limit, changedLimit, competitor, from, to, ofParent, all, noise);
        }

        private boolean isChanged(double now) {
            return now >= from && now < to;
        }

        double limitAt(double now) {
            return isChanged(now) ? changedLimit : limit;
        }

        /** The remaining capacity in calls per second. */
        double leftAt(double now) {
            return Math.max(0, limitAt(now) - (isChanged(now) ? competitor : 0));
        }
    }

    /** The outcome of a call. */
    enum Outcome {
        PASSED,
        LIMITED,
        NOISE
    }

    private final Spec spec;
    private final Random random;
    private final Deque<Double> window = new ArrayDeque<>();
    private final Map<Integer, Integer> inFlight = new HashMap<>();
    private int calls;
    private double tokens;
    private double filledAt;
    private double nextCompeting;

    SimulatedLimits(Spec spec, Random random) {
        this.spec = spec;
        this.random = random;
        this.tokens = spec.limit();
        this.nextCompeting = spec.from();
    }

    /** Handles the arrival of a call; an accepted call is in flight until {@link #end}. */
    Outcome arrive(double now, int parent) {
        compete(now);
        if (random.nextDouble() < spec.noise()) {
            return Outcome.NOISE;
        }
        boolean full = (spec.perParent() > 0 && inFlight.getOrDefault(parent, 0) >= spec.perParent())
                || (spec.total() > 0 && calls >= spec.total());
        if (full || !count(now)) {
            return Outcome.LIMITED;
        }
        calls++;
        inFlight.merge(parent, 1, Integer::sum);
        return Outcome.PASSED;
    }

    void end(int parent) {
        calls--;
        inFlight.merge(parent, -1, Integer::sum);
    }

    private void compete(double now) {
        while (spec.competitor() > 0 && nextCompeting < Math.min(now, spec.to())) {
            count(nextCompeting);
            nextCompeting += (0.9 + 0.2 * random.nextDouble()) / spec.competitor();
        }
    }

    private boolean count(double now) {
        double limit = spec.limitAt(now);
        return switch (spec.kind()) {
            case NONE -> true;
            case SLIDING -> forget(now, 1) < limit && window.add(now);
            case SLIDING_COUNTING_REFUSED -> window.add(now) && forget(now, 1) <= limit;
            case FIXED -> forget(now, now - Math.floor(now)) < limit && window.add(now);
            case BUCKET -> take(now, limit);
        };
    }

    private int forget(double now, double span) {
        while (!window.isEmpty() && now - window.getFirst() >= span) {
            window.removeFirst();
        }
        return window.size();
    }

    private boolean take(double now, double limit) {
        tokens = Math.min(limit, tokens + (now - filledAt) * limit);
        filledAt = now;
        boolean enough = tokens >= 1;
        tokens -= enough ? 1 : 0;
        return enough;
    }
}
