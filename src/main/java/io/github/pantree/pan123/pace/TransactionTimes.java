package io.github.pantree.pan123.pace;

import io.github.pantree.support.SharedStore;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long the last transactions of this process took, which determines how far ahead it allocates slots. Times are in
 * nanoseconds. Not thread-safe, except {@link #longest}.
 */
final class TransactionTimes {

    /**
     * The latency of a transaction that allocates slots, in microseconds.
     *
     * @param uncertainty of the shared clock: how much later than their slots the calls may leave
     * @param lead the time from the reading of the clock until the slots can be used
     * @param span the time in which the slots of one transaction lie
     */
    record Latency(long uncertainty, long lead, long span) {}

    /** The span if transactions are fast: slots are allocated so late that reports of other calls still count. */
    static final long SHORTEST_SPAN = Duration.ofMillis(20).toNanos();

    /** Calls whose slots are already allocated do not follow a refusal of other calls. */
    private static final long LONGEST_SPAN = Duration.ofMillis(500).toNanos();

    private static final long LONGEST_LEAD = Duration.ofSeconds(1).toNanos();

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** Slow transactions are forgotten after this many others. */
    private static final int RECENT = 8;

    private final long[] totals = new long[RECENT];
    private final long[] tails = new long[RECENT];
    private int transactions;
    private volatile long longest;

    /**
     * Records a transaction.
     *
     * @param tail the time after the clock was read
     */
    void add(long total, long tail) {
        totals[transactions % RECENT] = total;
        tails[transactions % RECENT] = tail;
        transactions++;
        longest = max(totals);
    }

    /** The longest of the last transactions. */
    long longest() {
        return longest;
    }

    /** @param reading how long the reading of the clock took: one round trip, and two follow */
    Latency latency(long reading) {
        long tail = Math.max(max(tails), 2 * reading);
        long lead = Math.min(LONGEST_LEAD, tail + tail / 4);
        return new Latency(micros(reading), micros(lead), micros(span()));
    }

    /** Slots for twice the time of a transaction: during half of the time, none can be allocated. */
    private long span() {
        return Math.max(SHORTEST_SPAN, Math.min(LONGEST_SPAN, 2 * longest));
    }

    /** The number of slots in that time. */
    int slots(double rate) {
        return (int) Math.max(1, rate * span() / SECOND);
    }

    private static long max(long[] times) {
        return Arrays.stream(times).max().orElse(0);
    }

    private static long micros(long nanos) {
        return nanos / SharedStore.NANOS_PER_MICRO;
    }
}
