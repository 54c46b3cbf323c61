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
 * The door to the people who want to know. Each notice goes to every place that is set for its event, to all of them at
 * once. It is sent again only where it surely was not taken: a place may miss a notice, and does not get it twice.
 */
public final class Notifier {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** How long connecting, and an answer, is waited for. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** How long all attempts may take: a run that has ended must not hang on telling about it. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<RetryingChannel> messengers;
    private final Duration limit;

    private Notifier(List<RetryingChannel> messengers, Duration limit) {
        this.messengers = messengers;
        this.limit = limit;
    }

    /**
     * Opens the ways to all places of the settings. Connections, and the mail library, wait for the first notice.
     *
     * @param clock the wall clock, for signatures
     * @param sleeper waits before another attempt
     */
    public static Notifier of(NotificationSettings settings, InstantSource clock, Sleeper sleeper) {
        return of(settings, clock, sleeper, TIMEOUT, LIMIT);
    }

    static Notifier of(
            NotificationSettings settings, InstantSource clock, Sleeper sleeper, Duration timeout, Duration limit) {
        WebhookClient post = new WebhookClient(timeout, clock);
        MailSenderFactory server = new MailSenderFactory(settings.environment(), timeout);
        return new Notifier(
                settings.destinations().stream()
                        .map(place -> new RetryingChannel(place, carrier(place, post, server), clock, sleeper))
                        .toList(),
                limit);
    }

    private static Channel carrier(Destination place, WebhookClient post, MailSenderFactory server) {
        return switch (place.kind()) {
            case DINGTALK -> new WebhookChannel(place, new DingTalk(place), post);
            case WECOM -> new WebhookChannel(place, new WeCom(place), post);
            case FEISHU -> new WebhookChannel(place, new Feishu(place), post);
            case SLACK -> new WebhookChannel(place, new Slack(place), post);
            case JSON -> new WebhookChannel(place, new JsonWebhook(place), post);
            case MAIL -> new MailChannel(place, server);
        };
    }

    /**
     * Tells a notice, and comes back when everybody has it or will not get it, after a minute at most. Never throws: each
     * place where it failed gets a line in the log.
     */
    public void send(Notification notice) {
        // Whoever was interrupted because the run is to stop is the one who tells that it stopped.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= sendAll(notice);
        } catch (RuntimeException | Error e) {
            log.warn(Messages.format("notice.none", e.toString()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Tells a notice everywhere.
     *
     * @return whether somebody interrupted it
     */
    private boolean sendAll(Notification notice) {
        List<RetryingChannel> asked = messengers.stream()
                .filter(messenger -> messenger.destination().on().contains(notice.event()))
                .toList();
        List<CompletableFuture<@Nullable String>> told =
                asked.stream().map(messenger -> start(messenger, notice)).toList();
        boolean interrupted = await(told);
        for (int i = 0; i < asked.size(); i++) {
            String reason = told.get(i)
                    .getNow(Messages.format(interrupted ? "notice.interrupted" : "notice.limit", limit.toSeconds()));
            if (reason != null) {
                log.warn(Messages.format(
                        "notice.untold", asked.get(i).destination().displayName(), reason));
            }
        }
        return interrupted;
    }

    /** A thread of its own, with the loader of the thread that asks: libraries look their parts up in it. */
    private static CompletableFuture<@Nullable String> start(RetryingChannel messenger, Notification notice) {
        return CompletableFuture.supplyAsync(() -> messenger.send(notice), task -> {
            Thread thread = new Thread(task, "notice");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private boolean await(List<CompletableFuture<@Nullable String>> told) {
        try {
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        } catch (TimeoutException | ExecutionException e) {
            log.debug("Not all are told", e);
        }
        return false;
    }
}
