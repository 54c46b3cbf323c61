package io.github.pantree.pan123.pace;

import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once if slots are missed again and again: then transactions take longer than slots can wait for them. */
final class MissedSlots {

    private static final Logger log = LoggerFactory.getLogger(MissedSlots.class);

    private static final int MANY = 10;

    private final LongSupplier transactionNanos;
    private int inARow;
    private boolean unused;
    private boolean logged;

    /** @param transactionNanos how long the last transactions took */
    MissedSlots(LongSupplier transactionNanos) {
        this.transactionNanos = transactionNanos;
    }

    /** Records that a transaction has allocated slots. */
    synchronized void allocated() {
        inARow = unused ? inARow + 1 : 0;
        unused = true;
        if (inARow >= MANY && !logged) {
            logged = true;
            long millis = Duration.ofNanos(transactionNanos.getAsLong()).toMillis();
            log.warn("{}", Messages.format("pace.missed", inARow, millis));
        }
    }

    /** Records that a call has left. */
    synchronized void used() {
        unused = false;
    }
}
