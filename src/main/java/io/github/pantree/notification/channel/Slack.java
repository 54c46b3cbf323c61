package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An incoming webhook of Slack, or of what speaks like it. It is not signed: the URL is all. A message that is taken is
 * answered with status 200 and the text {@code ok}, any other with another status. Longer texts than 4,000 characters are
 * advised against (above 40,000 Slack cuts them).
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Incoming webhooks</a>
 * @see <a href="https://api.slack.com/changelog/2018-04-truncating-really-long-messages">Truncating long messages</a>
 */
final class Slack implements WebhookFormat {

    private static final int LONGEST = 4_000;

    private final Destination place;

    Slack(Destination place) {
        this.place = place;
    }

    @Override
    public Request request(Notification notice, Instant now) {
        MessageRenderer message = new MessageRenderer(notice, place.template());
        String text = "*" + message.title(TextLimits::slack) + "*\n" + message.body(TextLimits::slack);
        // Half an entity would be shown as such.
        String whole = TextLimits.truncate(text, LONGEST).replaceFirst("&[a-z]{0,3}…$", "…");
        return new Request(
                place.hook(),
                Json.write(Map.of("text", whole, "unfurl_links", false, "unfurl_media", false)),
                Map.of());
    }

    @Override
    public @Nullable String refusal(JsonNode body, String text) {
        return text.strip().equals("ok") || body.path("ok").asBoolean(false) ? null : Json.unreadable(text);
    }
}
