package io.github.pantree.pan123.pace;

/**
 * What a process leaves to the others: each of those that wait gets a slot between two of its own. Otherwise, a process
 * with a slow database would allocate all of them, since it has to do so earlier. Times are in microseconds.
 *
 * @param last the moment of its last slot
 * @param waiting the number of other processes that wait
 */
record SlotSpacing(long last, int waiting) {

    /** The spacing of a process without others. */
    static final SlotSpacing ALONE = new SlotSpacing(0, 0);

    /** No slot is allocated earlier than this before its moment. */
    private static final long LONGEST_AHEAD = 2_000_000;

    /** The earliest moment of the next slot. If the clock was set back, the last one is meaningless. */
    long earliest(long now, long interval) {
        return waiting == 0 || last - now > LONGEST_AHEAD ? now : last + (waiting + 1) * interval;
    }

    /** The spacing after another slot. */
    SlotSpacing after(long slot) {
        return new SlotSpacing(slot, waiting);
    }
}
