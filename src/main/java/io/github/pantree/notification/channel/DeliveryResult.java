package io.github.pantree.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of one attempt to send a notification. */
sealed interface DeliveryResult {

    /** The message was accepted. */
    record Delivered() implements DeliveryResult {}

    /**
     * The message was not accepted, or this is unknown.
     *
     * @param reason the reason, in the display language, without secrets
     * @param retryable whether it was certainly not accepted, and a retry may succeed
     * @param after the Retry-After of the response; null without one
     */
    record Failed(
            String reason, boolean retryable, @Nullable Duration after) implements DeliveryResult {

        /** A retry is pointless, or could deliver the message twice. */
        static Failed permanent(String reason) {
            return new Failed(reason, false, null);
        }
    }
}
