package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.channel.Channel.PreparedMessage;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications to one destination; retries only if the attempt was certainly not delivered. */
final class RetryingChannel {

    private static final Logger log = LoggerFactory.getLogger(RetryingChannel.class);

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A destination that asks for more is given up: the command would seem to hang. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Destination destination;
    private final Channel channel;
    private final InstantSource clock;
    private final Notifier.Sleeper sleeper;

    RetryingChannel(Destination destination, Channel channel, InstantSource clock, Notifier.Sleeper sleeper) {
        this.destination = destination;
        this.channel = channel;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    Destination destination() {
        return destination;
    }

    /**
     * Sends a notification.
     *
     * @return why it was not delivered, and whether it certainly was not; null if it was delivered
     */
    @Nullable
    Failed send(Notification notification) {
        try {
            PreparedMessage message = channel.write(notification, clock.instant());
            DeliveryResult result = message.send();
            for (int sent = 1; result instanceof Failed failed; sent++) {
                Duration pause = pause(failed, sent);
                if (sent == ATTEMPTS || !failed.retryable() || pause.compareTo(LONGEST_PAUSE) > 0) {
                    return failed;
                }
                sleeper.sleep(pause);
                result = message.send();
            }
            return null;
        } catch (InterruptedException e) {
            return Failed.permanent(Messages.format("notification.interrupted"));
        } catch (RuntimeException | Error e) {
            log.debug("Notification failed", e);
            return Failed.permanent(
                    Messages.format("notification.defect", e.getClass().getName()));
        }
    }

    private static Duration pause(Failed failed, int sent) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << (sent - 1));
        Duration asked = failed.after();
        return asked != null && asked.compareTo(doubled) > 0 ? asked : doubled;
    }
}
