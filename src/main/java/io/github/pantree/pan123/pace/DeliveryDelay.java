package io.github.pantree.pan123.pace;

import java.time.Duration;
import java.util.Arrays;

/**
 * Estimates how long a call may have been under way to the server: its round trip minus the shortest one of the last
 * few hundred calls of its kind. A listing may be much faster than a call that creates a folder.
 *
 * <p>Until enough calls were accepted to know the shortest round trip, the whole round trip counts: the first calls of
 * a process are slow and, on a busy machine, so are those that they would be compared with. Thread-safe.
 */
final class DeliveryDelay {

    /**
     * The longest delivery that a round trip counts as evidence for. After a stall, a machine or network delivers at
     * once what left one by one, so with a shorter limit, more calls than the rate could arrive in the next second. A
     * longer limit would slow down runs against a server that only responds slowly, which looks the same from here.
     */
    static final long LONGEST = Duration.ofMillis(500).toNanos();

    /** If half of the calls take this much longer than the shortest, the processing time of the server varies. */
    private static final long USUAL = Duration.ofMillis(100).toNanos();

    /** Shorter delays are the usual variation of servers and networks. */
    private static final long STALL = Duration.ofMillis(35).toNanos();

    private static final int KNOWN_AFTER = 20;
    private static final int RECENT = 32;
    /** The shortest round trip is one of the last one or two times as many. */
    private static final int REMEMBERED = 256;

    private final RoundTrips creating = new RoundTrips();
    private final RoundTrips others = new RoundTrips();

    /**
     * Records the round trip of an accepted call.
     *
     * @param succeeded whether the call was carried out; otherwise it may have been answered sooner, and is ignored
     */
    void learn(Pacer.Flight flight, long roundTrip, boolean succeeded) {
        if (succeeded) {
            of(flight).learn(roundTrip);
        }
    }

    /** Whether the machine or the network stalled while the call was under way. */
    static boolean isStall(long delay) {
        return delay >= STALL;
    }

    /** The maximum delay of a call. */
    long of(Pacer.Flight flight, long roundTrip) {
        return of(flight).delay(roundTrip);
    }

    private RoundTrips of(Pacer.Flight flight) {
        return flight.parent() == null ? others : creating;
    }

    /** The round trips of one kind of call. */
    private static final class RoundTrips {

        private final long[] excesses = new long[RECENT];
        private long learned;
        private long quickest = Long.MAX_VALUE;
        /** The shortest of the current series of calls, and of the one before. */
        private long current = Long.MAX_VALUE;

        private long before = Long.MAX_VALUE;
        private long typical;

        synchronized void learn(long roundTrip) {
            if (learned % REMEMBERED == 0) {
                before = current;
                current = Long.MAX_VALUE;
            }
            current = Math.min(current, roundTrip);
            quickest = Math.min(before, current);
            excesses[(int) (learned++ % RECENT)] = roundTrip - quickest;
            if (learned % RECENT == 0) {
                long[] sorted = excesses.clone();
                Arrays.sort(sorted);
                typical = sorted[RECENT / 2] > USUAL ? sorted[RECENT * 3 / 4] : 0;
            }
        }

        synchronized long delay(long roundTrip) {
            if (learned < KNOWN_AFTER) {
                return Math.min(LONGEST, roundTrip);
            }
            long excess = Math.max(0, roundTrip - quickest);
            long counted = excess <= USUAL ? excess : Math.max(USUAL, excess - typical);
            return Math.min(LONGEST, counted);
        }
    }
}
