package io.github.pantree.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of one attempt to send a notification. */
sealed interface DeliveryResult {

    /** It was accepted. */
    record Delivered() implements DeliveryResult {}

    /**
     * It was not accepted, or that is unknown.
     *
     * @param reason why, in the reader's language, without secrets
     * @param retryable whether it was certainly not accepted, and a retry may succeed
     * @param after the Retry-After of the answer; null without one
     */
    record Failed(
            String reason, boolean retryable, @Nullable Duration after) implements DeliveryResult {

        /** A retry is pointless, or might deliver the message twice. */
        static Failed permanent(String reason) {
            return new Failed(reason, false, null);
        }
    }
}
