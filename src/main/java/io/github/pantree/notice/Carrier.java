package io.github.pantree.notice;

import java.time.Instant;

/** The way to one place. */
interface Carrier {

    /** A message that is ready to leave. */
    @FunctionalInterface
    interface Letter {

        /** Sends it, once. */
        Delivery send() throws InterruptedException;
    }

    /**
     * Writes a message. Each attempt sends the same one, so that a receiver can tell a repetition.
     *
     * @param now the time that the message bears
     */
    Letter write(Notice notice, Instant now);
}
