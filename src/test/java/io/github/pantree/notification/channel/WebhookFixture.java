package io.github.pantree.notification.channel;

import org.junit.jupiter.api.AutoClose;

/** A server that receives webhooks. */
abstract class WebhookFixture extends NotificationFixture {

    @AutoClose
    final Receiver receiver = new Receiver();
}
