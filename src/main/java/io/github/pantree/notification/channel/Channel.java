package io.github.pantree.notification.channel;

import io.github.pantree.notification.Notification;
import java.time.Instant;

/** The way to one place. */
interface Channel {

    /** A message that is ready to leave. */
    @FunctionalInterface
    interface PreparedMessage {

        /** Sends it, once. */
        DeliveryResult send() throws InterruptedException;
    }

    /**
     * Writes a message. Each attempt sends the same one, so that a receiver can tell a repetition.
     *
     * @param now the time that the message bears
     */
    PreparedMessage write(Notification notice, Instant now);
}
