package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * Whether refusals are too dense to be noise: a cumulative sum of log-likelihood ratios (CUSUM), of "the usual share of
 * the calls is refused, whatever the rate" against "the limit is exceeded by far". If few are refused usually, two in a
 * row are enough, or three among about sixteen calls.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class RefusalEvidence {

    private static final double LEAST_NOISE = 0.025;
    private static final double MOST_NOISE = 0.07;
    private static final double EXCESS_OF_NOISE = 6;
    private static final double ENOUGH = 2 * Math.log(EXCESS_OF_NOISE) - 1e-9;
    private static final double WEIGHT = 1.0 / 150;

    private double sum;
    /** The share of the calls that were refused, of the last few hundred. */
    private double share;

    void passed() {
        share -= share * WEIGHT;
        double noise = noise();
        sum = Math.max(0, sum + Math.log((1 - noise * EXCESS_OF_NOISE) / (1 - noise)));
    }

    /** Returns whether that is enough. */
    boolean refused() {
        share += (1 - share) * WEIGHT;
        sum += Math.log(EXCESS_OF_NOISE);
        return sum >= ENOUGH;
    }

    private double noise() {
        return Math.max(LEAST_NOISE, Math.min(MOST_NOISE, share));
    }

    double share() {
        return share;
    }

    /** The refusals so far are explained. */
    void forget() {
        share = 0;
        sum = 0;
    }

    void clear() {
        sum = 0;
    }
}
