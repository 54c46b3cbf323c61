package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import io.github.pantree.notification.channel.DeliveryResult.Delivered;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RetryingChannelTests {

    private static final Instant NOW = Instant.parse("2026-01-31T22:15:00Z");
    private static final Notification NOTIFICATION = NotificationFixture.notification(Event.FAILED);
    private static final Destination DESTINATION =
            new Destination.Mail("s", EnumSet.allOf(Event.class), null, List.of("a@b.test"), "a@b.test");

    private final Deque<DeliveryResult> deliveries = new ArrayDeque<>();
    private final List<Instant> written = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private final Channel channel = (notification, now) -> {
        assertThat(notification).isEqualTo(NOTIFICATION);
        written.add(now);
        return deliveries::remove;
    };
    private final RetryingChannel retryingChannel = retryingChannel(channel);

    @Test
    void namesItsDestination() {
        assertThat(retryingChannel.destination()).isSameAs(DESTINATION);
    }

    @Test
    void sendsAnAcceptedMessageOnce() {
        assertThat(send(new Delivered(), new Delivered())).isNull();
        assertThat(deliveries).hasSize(1);
        assertThat(written).containsExactly(NOW);
        assertThat(pauses).isEmpty();
    }

    @Test
    void sendsTheSameMessageAgainAfterPausesThatDouble() {
        assertThat(send(again(null), again(null), new Delivered())).isNull();
        assertThat(written).containsExactly(NOW);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void givesUpAfterThreeAttempts() {
        assertThat(send(again(null), again(null), new Failed("last", true, null), new Delivered()))
                .isEqualTo("last");
        assertThat(deliveries).hasSize(1);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void sendsAPermanentFailureOnce() {
        assertThat(send(Failed.permanent("no"), new Delivered())).isEqualTo("no");
        assertThat(deliveries).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsAtLeastAsLongAsRequested() {
        assertThat(send(again(Duration.ofSeconds(10)), again(Duration.ofSeconds(1)), new Delivered()))
                .isNull();
        assertThat(pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    @Test
    void givesUpIfALongerPauseIsRequested() {
        assertThat(send(again(Duration.ofMillis(20_001)), new Delivered())).isEqualTo("busy");
        assertThat(pauses).isEmpty();
    }

    @Test
    void reportsADefectByItsType() {
        RetryingChannel broken = retryingChannel((notification, now) -> {
            throw new IllegalStateException("x");
        });
        assertThat(broken.send(NOTIFICATION))
                .isEqualTo(Failed.permanent(Messages.format("notification.defect", "java.lang.IllegalStateException")));
    }

    @Test
    void reportsAnInterruption() {
        RetryingChannel interrupted = retryingChannel((notification, now) -> () -> {
            throw new InterruptedException();
        });
        assertThat(interrupted.send(NOTIFICATION))
                .isEqualTo(Failed.permanent(Messages.format("notification.interrupted")));
    }

    private @Nullable String send(DeliveryResult... results) {
        deliveries.addAll(List.of(results));
        Failed failed = retryingChannel.send(NOTIFICATION);
        return failed == null ? null : failed.reason();
    }

    private RetryingChannel retryingChannel(Channel channel) {
        return new RetryingChannel(DESTINATION, channel, InstantSource.fixed(NOW), pauses::add);
    }

    private static Failed again(@Nullable Duration after) {
        return new Failed("busy", true, after);
    }
}
