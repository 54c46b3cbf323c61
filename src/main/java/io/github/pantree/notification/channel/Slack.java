package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.support.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An incoming webhook of Slack, or of a service with the same protocol. Not signed: the URL authenticates. The response
 * to an accepted message has status 200 and the text {@code ok}, any other response another status. Slack recommends
 * texts of at most 4,000 characters, and truncates them above 40,000.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Incoming webhooks</a>
 * @see <a href="https://api.slack.com/changelog/2018-04-truncating-really-long-messages">Truncating long messages</a>
 */
final class Slack implements WebhookFormat {

    private static final int LONGEST = 4_000;

    @Override
    public Request request(MessageRenderer message, Webhook destination, Instant now) {
        String text = "*" + message.title(TextLimits::slack) + "*\n" + message.body(TextLimits::slack);
        // A truncated entity would be displayed as text.
        String whole = TextLimits.truncate(text, LONGEST).replaceFirst("&[a-z]{0,3}…$", "…");
        return new Request(
                destination.url(),
                Json.write(Map.of("text", whole, "unfurl_links", false, "unfurl_media", false)),
                Map.of());
    }

    @Override
    public @Nullable Refusal refusal(JsonNode body, String text) {
        return text.strip().equals("ok") || body.path("ok").asBoolean(false) ? null : WebhookFormat.unreadable(text);
    }
}
