package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each notification to every destination that is set for its event, to all of them at once. It is sent again only
 * where it was certainly not accepted: a destination may miss a notification, and does not get it twice.
 */
public final class Notifier {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** For connecting, and for an answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** For all attempts: a run that has ended must not hang on its notification. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RetryingChannel> channels;
    private final Duration limit;

    private Notifier(List<RetryingChannel> channels, Duration limit) {
        this.channels = channels;
        this.limit = limit;
    }

    /**
     * Opens the channels of all destinations. Connections, and the mail library, wait for the first notification.
     *
     * @param clock the wall clock, for signatures
     * @param sleeper waits before another attempt
     */
    public static Notifier of(NotificationSettings settings, InstantSource clock, Sleeper sleeper) {
        return of(settings, clock, sleeper, TIMEOUT, LIMIT);
    }

    static Notifier of(
            NotificationSettings settings, InstantSource clock, Sleeper sleeper, Duration timeout, Duration limit) {
        WebhookClient client = new WebhookClient(timeout, clock, settings.connector());
        MailSenderFactory senders = new MailSenderFactory(settings.environment(), timeout);
        return new Notifier(
                settings.destinations().stream()
                        .map(destination -> new RetryingChannel(
                                destination,
                                destination instanceof Destination.Mail mail
                                        ? new MailChannel(mail, senders)
                                        : new WebhookChannel((Destination.Webhook) destination, client),
                                clock,
                                sleeper))
                        .toList(),
                limit);
    }

    /**
     * Sends a notification, and returns when every destination has it or will not get it, after a minute at most. Never
     * throws: each destination where it failed gets a line in the log.
     */
    public void send(Notification notification) {
        // The notification of a run that was interrupted is sent all the same.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= sendAll(notification);
        } catch (RuntimeException | Error e) {
            log.warn(Messages.format("notice.none", e.toString()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Sends a notification everywhere.
     *
     * @return whether it was interrupted
     */
    private boolean sendAll(Notification notification) {
        List<RetryingChannel> chosen = channels.stream()
                .filter(channel -> channel.destination().on().contains(notification.event()))
                .toList();
        List<CompletableFuture<@Nullable String>> failures =
                chosen.stream().map(channel -> start(channel, notification)).toList();
        boolean interrupted = await(failures);
        for (int i = 0; i < chosen.size(); i++) {
            String reason = failures.get(i)
                    .getNow(Messages.format(interrupted ? "notice.interrupted" : "notice.limit", limit.toSeconds()));
            if (reason != null) {
                log.warn(Messages.format(
                        "notice.untold", chosen.get(i).destination().displayName(), reason));
            }
        }
        return interrupted;
    }

    /** A thread of its own, with the caller's class loader: libraries load their parts through it. */
    private static CompletableFuture<@Nullable String> start(RetryingChannel channel, Notification notification) {
        return CompletableFuture.supplyAsync(() -> channel.send(notification), task -> {
            Thread thread = new Thread(task, "notice");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private boolean await(List<CompletableFuture<@Nullable String>> failures) {
        try {
            CompletableFuture.allOf(failures.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        } catch (TimeoutException | ExecutionException e) {
            log.debug("Not all destinations were reached", e);
        }
        return false;
    }
}
