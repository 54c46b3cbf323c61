package io.github.pantree.pan123.pace;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long a call may have been under way to the server, from its round trip: what it took longer than the quickest
 * one.
 *
 * <p>Until enough calls were let through to know the quickest, all of the round trip counts: the first calls of a
 * process are slow, and on a busy machine so are the calls they would be compared with.
 */
final class DeliveryDelay {

    /**
     * The longest delivery that an answer is believed to prove. A machine or a network that stands still for a moment
     * delivers together what left one by one, so a shorter limit would let more than the rate arrive in the second
     * after it. A longer one would slow down runs against a server that is only slow to answer, which looks the same
     * from here.
     */
    static final long LONGEST = Duration.ofMillis(500).toNanos();

    /** Where half of the calls take longer than this beyond the quickest, the server's own time varies. */
    private static final long USUAL = Duration.ofMillis(100).toNanos();

    private static final int KNOWN_AFTER = 20;
    private static final int RECENT = 32;

    private final long[] excesses = new long[RECENT];
    private long learned;
    private long quickest = Long.MAX_VALUE;
    private long typical;

    /** Records the round trip of a call that was let through: a refusal is answered sooner. */
    void learn(long roundTrip) {
        quickest = Math.min(quickest, roundTrip);
        excesses[(int) (learned++ % RECENT)] = roundTrip - quickest;
        if (learned % RECENT == 0) {
            long[] sorted = excesses.clone();
            Arrays.sort(sorted);
            typical = sorted[RECENT / 2] > USUAL ? sorted[RECENT * 3 / 4] : 0;
        }
    }

    /** The delay of a call, at most. */
    long of(long roundTrip) {
        if (learned < KNOWN_AFTER) {
            return Math.min(LONGEST, roundTrip);
        }
        long excess = Math.max(0, roundTrip - quickest);
        long counted = excess <= USUAL ? excess : Math.max(USUAL, excess - typical);
        return Math.min(LONGEST, counted);
    }
}
