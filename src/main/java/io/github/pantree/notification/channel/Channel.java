package io.github.pantree.notification.channel;

import io.github.pantree.notification.Notification;
import java.time.Instant;

/** A notification channel: sends notifications to one destination. */
interface Channel {

    /** A message that is ready to be sent. */
    @FunctionalInterface
    interface PreparedMessage {

        /** Sends it once. */
        DeliveryResult send() throws InterruptedException;
    }

    /**
     * Prepares a message. Each attempt sends the same one, so that a receiver can recognize repetitions.
     *
     * @param now the time in the message
     */
    PreparedMessage write(Notification notification, Instant now);
}
