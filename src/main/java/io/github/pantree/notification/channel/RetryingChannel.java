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

/** Tells notices at one place, and tries again where that cannot tell anybody twice. */
final class RetryingChannel {

    private static final Logger log = LoggerFactory.getLogger(RetryingChannel.class);

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Whoever asks for more is not told: the command would seem to hang. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Destination place;
    private final Channel carrier;
    private final InstantSource clock;
    private final Notifier.Sleeper sleeper;

    RetryingChannel(Destination place, Channel carrier, InstantSource clock, Notifier.Sleeper sleeper) {
        this.place = place;
        this.carrier = carrier;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    Destination destination() {
        return place;
    }

    /**
     * Tells a notice.
     *
     * @return why it was not told; null if it was
     */
    @Nullable
    String send(Notification notice) {
        try {
            PreparedMessage letter = carrier.write(notice, clock.instant());
            DeliveryResult delivery = letter.send();
            for (int sent = 1; delivery instanceof Failed failed; sent++) {
                Duration pause = pause(failed, sent);
                if (sent == ATTEMPTS || !failed.again() || pause.compareTo(LONGEST_PAUSE) > 0) {
                    return failed.reason();
                }
                sleeper.sleep(pause);
                delivery = letter.send();
            }
            return null;
        } catch (InterruptedException e) {
            return Messages.format("notice.interrupted");
        } catch (RuntimeException | Error e) {
            log.debug("A notice is lost", e);
            return Messages.format("notice.defect", e.getClass().getName());
        }
    }

    private static Duration pause(Failed failed, int sent) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << (sent - 1));
        Duration asked = failed.after();
        return asked != null && asked.compareTo(doubled) > 0 ? asked : doubled;
    }
}
