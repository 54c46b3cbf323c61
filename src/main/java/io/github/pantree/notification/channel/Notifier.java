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
 * Sends each notification to all destinations that are configured for its event, at the same time. Retries only if the
 * attempt was certainly not delivered: a destination may miss a notification, but does not receive it twice.
 */
public final class Notifier {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /** Waits between attempts. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** For connecting, and for a response. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** For all attempts: a run that has ended must not wait for its notification. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RetryingChannel> channels;
    private final Duration limit;

    private Notifier(List<RetryingChannel> channels, Duration limit) {
        this.channels = channels;
        this.limit = limit;
    }

    /**
     * Opens the channels of all destinations. Connections and the mail library are opened with the first notification.
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
     * Sends a notification, and returns when the attempts for all destinations have ended, after a minute at most.
     * Never throws; every failed destination is logged.
     */
    public void send(Notification notification) {
        // The notification of an interrupted run is sent as well.
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
     * Sends a notification to all destinations.
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

    /** Starts a thread with the caller's class loader, which libraries use to load their parts. */
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
