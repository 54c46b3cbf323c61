package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * Decides whether refusals are too frequent to be noise: a cumulative sum of log-likelihood ratios (CUSUM) of "the
 * usual share of the calls is refused, whatever the rate" against "the limit is exceeded by far". If few calls are
 * usually refused, two refusals in a row are enough, or three within about sixteen calls.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class RefusalEvidence {

    private static final double LEAST_NOISE = 0.025;
    private static final double MOST_NOISE = 0.07;
    private static final double EXCESS_OF_NOISE = 6;
    private static final double THRESHOLD = 2 * Math.log(EXCESS_OF_NOISE) - 1e-9;
    private static final double WEIGHT = 1.0 / 150;

    private double sum;
    /** The share of refused calls among the last few hundred. */
    private double share;

    void passed() {
        share -= share * WEIGHT;
        double noise = noise();
        sum = Math.max(0, sum + Math.log((1 - noise * EXCESS_OF_NOISE) / (1 - noise)));
    }

    /** Records a refusal; returns whether the evidence is sufficient. */
    boolean refused() {
        share += (1 - share) * WEIGHT;
        sum += Math.log(EXCESS_OF_NOISE);
        return sum >= THRESHOLD;
    }

    private double noise() {
        return Math.max(LEAST_NOISE, Math.min(MOST_NOISE, share));
    }

    double share() {
        return share;
    }

    /** Discards the evidence, because the refusals are explained. */
    void forget() {
        share = 0;
        sum = 0;
    }

    void clear() {
        sum = 0;
    }
}
