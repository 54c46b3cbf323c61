package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.notification.Notification;
import io.github.pantree.support.SecretMasker;
import java.time.Instant;

/** Posts notifications to a webhook. */
final class WebhookChannel implements Channel {

    private final Webhook destination;
    private final WebhookFormat format;
    private final WebhookClient client;
    private final SecretMasker masker;

    WebhookChannel(Webhook destination, WebhookFormat format, WebhookClient client) {
        this.destination = destination;
        this.format = format;
        this.client = client;
        this.masker = new SecretMasker(destination.secret(), destination.url());
    }

    @Override
    public PreparedMessage write(Notification notification, Instant now) {
        MessageRenderer message = new MessageRenderer(notification, destination.template());
        WebhookFormat.Request request = format.request(message, destination, now);
        return () -> client.send(request, format, masker);
    }
}
