package io.github.pantree.notification.channel;

import io.github.pantree.notification.Notification;
import java.time.Instant;

/** Sends notifications to one destination. */
interface Channel {

    /** A message that is ready to leave. */
    @FunctionalInterface
    interface PreparedMessage {

        /** Sends it, once. */
        DeliveryResult send() throws InterruptedException;
    }

    /**
     * Writes a message. Each attempt sends the same one, so that a receiver can recognize a repetition.
     *
     * @param now the time in the message
     */
    PreparedMessage write(Notification notification, Instant now);
}
