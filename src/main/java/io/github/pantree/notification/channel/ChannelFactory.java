package io.github.pantree.notification.channel;

import io.github.pantree.notification.ChannelType;
import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Destination.Mail;
import io.github.pantree.notification.Destination.Webhook;
import java.util.Map;
import java.util.Objects;

/**
 * Creates the channels of destinations.
 *
 * @param client posts the messages of all webhooks
 */
record ChannelFactory(WebhookClient client, MailSenderFactory senders) {

    /** Of each type that is a webhook; without state. */
    private static final Map<ChannelType, WebhookFormat> FORMATS = Map.of(
            ChannelType.DINGTALK, new DingTalk(),
            ChannelType.WECOM, new WeCom(),
            ChannelType.FEISHU, new Feishu(),
            ChannelType.SLACK, new Slack(),
            ChannelType.JSON, new JsonWebhook());

    Channel create(Destination destination) {
        return destination instanceof Mail mail ? new MailChannel(mail, senders) : webhook((Webhook) destination);
    }

    private WebhookChannel webhook(Webhook destination) {
        return new WebhookChannel(destination, Objects.requireNonNull(FORMATS.get(destination.type())), client);
    }
}
