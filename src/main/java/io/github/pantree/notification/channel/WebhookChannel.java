package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import io.github.pantree.support.SecretMasker;
import java.time.Instant;

/** Takes notices to a webhook. */
final class WebhookChannel implements Channel {

    private final WebhookFormat hook;
    private final WebhookClient post;
    private final SecretMasker mask;

    WebhookChannel(Destination place, WebhookFormat hook, WebhookClient post) {
        this.hook = hook;
        this.post = post;
        this.mask = new SecretMasker(place.secret(), place.hook());
    }

    @Override
    public PreparedMessage write(Notification notice, Instant now) {
        WebhookFormat.Request request = hook.request(notice, now);
        return () -> post.send(request, hook, mask);
    }
}
