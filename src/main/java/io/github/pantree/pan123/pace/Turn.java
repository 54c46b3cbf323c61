package io.github.pantree.pan123.pace;

/**
 * What a process leaves to the others: each of those that wait gets a slot between two of its own. Otherwise, a process
 * with a slow database would allocate all of them, since it has to do so earlier. Times are in microseconds.
 *
 * @param last the moment of its last slot
 * @param waiting the number of other processes that wait
 */
record Turn(long last, int waiting) {

    /** The turn of a process without others. */
    static final Turn ALONE = new Turn(0, 0);

    /** No slot is allocated earlier than this before its moment. */
    private static final long LONGEST_AHEAD = 2_000_000;

    /** The earliest moment of the next slot. If the clock was set back, the last one is meaningless. */
    long begins(long now, long interval) {
        return waiting == 0 || last - now > LONGEST_AHEAD ? now : last + (waiting + 1) * interval;
    }

    /** The turn after another slot. */
    Turn after(long slot) {
        return new Turn(slot, waiting);
    }
}
