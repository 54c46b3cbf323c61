package io.github.pantree.pan123.pace;

import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of the allocated slots are used. A process allocates few more than it uses, since those that are missed are
 * lost for the others, too. It warns once if slots are missed again and again: then transactions take longer than slots
 * can wait for them. Thread-safe.
 */
final class SlotUse {

    private static final Logger log = LoggerFactory.getLogger(SlotUse.class);

    private static final int MANY = 10;

    private final LongSupplier transactionNanos;
    private int used = 1;
    private int unusedInARow;
    private boolean logged;

    /** @param transactionNanos how long the last transactions took */
    SlotUse(LongSupplier transactionNanos) {
        this.transactionNanos = transactionNanos;
    }

    /** Records that a transaction has allocated slots. */
    synchronized void allocated() {
        unusedInARow = used == 0 ? unusedInARow + 1 : 0;
        used = 0;
        if (unusedInARow >= MANY && !logged) {
            logged = true;
            long millis = Duration.ofNanos(transactionNanos.getAsLong()).toMillis();
            log.warn("{}", Messages.format("pace.missed", unusedInARow, millis));
        }
    }

    /** Records that a call has left. */
    synchronized void used() {
        used++;
    }

    /**
     * The number of slots that the process needs.
     *
     * @param waiting the calls that wait for one; others follow when these are answered
     */
    synchronized int needed(int waiting) {
        return Math.max(waiting, used + used / 2 + 1);
    }
}
