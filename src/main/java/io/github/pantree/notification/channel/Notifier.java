package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    /** The timeout for a connection, and for a response. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Maximum duration of all attempts, since the end of the command waits for them. */
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
        ChannelFactory factory = new ChannelFactory(
                new WebhookClient(timeout, clock, settings.connector()),
                new MailSenderFactory(settings.environment(), timeout));
        return new Notifier(
                settings.destinations().stream()
                        .map(destination ->
                                new RetryingChannel(destination, factory.create(destination), clock, sleeper))
                        .toList(),
                limit);
    }

    /**
     * Sends notifications, and returns when every destination has them or will not get them, after a minute at most.
     * People get one message that summarises several; a program gets each. Never throws: each destination where it
     * failed gets a line in the log.
     *
     * @param unsent what a destination did not accept before, by its name at that time
     * @return what a destination certainly did not accept, by its name
     */
    public Map<String, List<Notification>> send(
            List<Notification> notifications, Map<String, List<Notification>> unsent) {
        // The notification of an interrupted run is sent nevertheless.
        boolean interrupted = Thread.interrupted();
        Map<String, List<Notification>> left = new TreeMap<>();
        try {
            interrupted |= sendAll(notifications, unsent, left);
        } catch (RuntimeException | Error e) {
            log.warn(Messages.format("notification.none", e.toString()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return left;
    }

    /**
     * The messages for one destination, and their failures.
     *
     * @param next the first message that is not begun; beyond the last one, no more are begun
     */
    private record Delivery(
            RetryingChannel channel,
            List<Notification> messages,
            AtomicInteger next,
            CompletableFuture<List<Failure>> failures) {

        /** Prevents that more messages are begun, and returns those that were not. */
        List<Notification> notBegun() {
            return messages.subList(Math.min(next.getAndSet(messages.size()), messages.size()), messages.size());
        }
    }

    /** Why a message was not delivered. */
    private record Failure(Notification notification, DeliveryResult.Failed result) {}

    /**
     * Sends notifications everywhere.
     *
     * @return whether it was interrupted
     */
    private boolean sendAll(
            List<Notification> notifications,
            Map<String, List<Notification>> unsent,
            Map<String, List<Notification>> left) {
        warnOfRemovedDestinations(unsent);
        List<Delivery> deliveries = new ArrayList<>();
        for (RetryingChannel channel : channels) {
            List<Notification> chosen = new ArrayList<>(of(channel.destination(), unsent));
            notifications.stream()
                    .filter(each -> channel.destination().on().contains(each.event()))
                    .forEach(chosen::add);
            if (!chosen.isEmpty()) {
                boolean one = channel.destination().type().summarises();
                List<Notification> messages = one ? List.of(Notification.digest(chosen)) : chosen;
                deliveries.add(start(channel, messages));
            }
        }
        boolean interrupted = await(deliveries.stream().map(Delivery::failures).toList());
        deliveries.forEach(delivery -> report(delivery, interrupted, left));
        return interrupted;
    }

    /** Also those from before the settings of the destination were corrected. */
    private static List<Notification> of(Destination destination, Map<String, List<Notification>> unsent) {
        return unsent.entrySet().stream()
                .filter(entry -> destination.isNamedBy(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void warnOfRemovedDestinations(Map<String, List<Notification>> unsent) {
        unsent.forEach((name, kept) -> {
            if (channels.stream().noneMatch(channel -> channel.destination().isNamedBy(name))) {
                log.warn(Messages.format("notification.unsent.removed", kept.size(), name));
            }
        });
    }

    private void report(Delivery delivery, boolean interrupted, Map<String, List<Notification>> left) {
        String name = delivery.channel().destination().displayName();
        if (!delivery.failures().isDone()) {
            String reason =
                    Messages.format(interrupted ? "notification.interrupted" : "notification.limit", limit.toSeconds());
            log.warn(Messages.format("notification.undelivered", name, reason));
            // What was begun may have been delivered.
            keep(name, delivery.notBegun(), left);
            return;
        }
        List<Notification> unsent = new ArrayList<>();
        for (Failure failure : delivery.failures().join()) {
            log.warn(Messages.format(
                    "notification.undelivered", name, failure.result().reason()));
            if (failure.result().retryable()) {
                unsent.add(failure.notification());
            }
        }
        unsent.addAll(delivery.notBegun());
        keep(name, unsent, left);
    }

    private static void keep(String name, List<Notification> unsent, Map<String, List<Notification>> left) {
        List<Notification> parts = unsent.stream()
                .flatMap(message -> message.parts().isEmpty() ? Stream.of(message) : message.parts().stream())
                .toList();
        if (!parts.isEmpty()) {
            left.put(name, parts);
        }
    }

    /** A thread of its own, with the caller's class loader: libraries load their parts through it. */
    private static Delivery start(RetryingChannel channel, List<Notification> messages) {
        AtomicInteger next = new AtomicInteger();
        return new Delivery(
                channel,
                messages,
                next,
                CompletableFuture.supplyAsync(() -> sendEach(channel, messages, next), task -> {
                    Thread thread = new Thread(task, "notification");
                    thread.setDaemon(true);
                    thread.start();
                }));
    }

    /** Until one is certainly not delivered: the destination would not accept the others either. */
    private static List<Failure> sendEach(RetryingChannel channel, List<Notification> messages, AtomicInteger next) {
        List<Failure> failures = new ArrayList<>();
        for (int i = next.getAndIncrement(); i < messages.size(); i = next.getAndIncrement()) {
            DeliveryResult.Failed failed = channel.send(messages.get(i));
            if (failed != null) {
                failures.add(new Failure(messages.get(i), failed));
                if (failed.retryable()) {
                    break;
                }
            }
        }
        return failures;
    }

    private boolean await(List<CompletableFuture<List<Failure>>> failures) {
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
