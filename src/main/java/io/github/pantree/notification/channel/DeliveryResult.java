package io.github.pantree.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to tell a notice. */
sealed interface DeliveryResult {

    /** It was taken. */
    record Delivered() implements DeliveryResult {}

    /**
     * It was not taken, or nobody knows.
     *
     * @param reason why, in the reader's language, without secrets
     * @param again whether it surely was not taken and may be in a moment
     * @param after how long the place asks to be left alone; null if it does not say
     */
    record Failed(String reason, boolean again, @Nullable Duration after) implements DeliveryResult {

        /** There is no point in trying again, or nobody knows whether it was taken. */
        static Failed forGood(String reason) {
            return new Failed(reason, false, null);
        }
    }
}
