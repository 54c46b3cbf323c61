package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.ChannelType;
import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.NotificationSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.env.StandardEnvironment;

final class ChannelFactoryTests {

    private static final Set<Event> ALL = EnumSet.allOf(Event.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final StandardEnvironment environment = new StandardEnvironment();
    private final ChannelFactory factory = new ChannelFactory(
            new WebhookClient(
                    TIMEOUT,
                    InstantSource.system(),
                    NotificationSettings.from(environment).connector()),
            new MailSenderFactory(environment, TIMEOUT));

    @ParameterizedTest
    @EnumSource
    void everyTypeHasAChannel(ChannelType type) {
        Destination destination = type.isWebhook()
                ? new Destination.Webhook("n", type, URI.create("https://example.test/hook"), null, ALL, null)
                : new Destination.Mail("n", ALL, null, List.of("a@example.test"), "b@example.test");
        assertThat(destination.type()).isEqualTo(type);
        assertThat(factory.create(destination))
                .isInstanceOf(type.isWebhook() ? WebhookChannel.class : MailChannel.class);
    }
}
