package io.github.pantree.notification.channel;

import org.junit.jupiter.api.AfterEach;

/** A server that receives webhooks. */
abstract class WebhookFixture extends NotificationFixture {

    final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }
}
