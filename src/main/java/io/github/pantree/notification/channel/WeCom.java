package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.support.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A robot of a WeCom group. Not signed: the key in the URL authenticates. The Markdown text has at most 4,096 bytes in
 * UTF-8, and {@code <@user>} in it mentions a person. The response to a rejected message has status 200 and an {@code
 * errcode} (93000: the key; 45009: more than 20 per minute; 40058: too long).
 *
 * @see <a href="https://developer.work.weixin.qq.com/document/path/91770">Group robots</a>
 */
final class WeCom implements WebhookFormat {

    /** The numbers for too many messages. */
    private static final Set<Integer> TOO_MANY = Set.of(45_009, 45_033);

    private static final int LONGEST = 4_096;

    @Override
    public Request request(MessageRenderer message, Webhook destination, Instant now) {
        String text = "**" + message.title(TextLimits::markdown) + "**\n" + message.body(TextLimits::markdown);
        Map<String, Object> body =
                Map.of("msgtype", "markdown", "markdown", Map.of("content", TextLimits.truncateBytes(text, LONGEST)));
        return new Request(destination.url(), Json.write(body), Map.of());
    }

    @Override
    public @Nullable Refusal refusal(JsonNode body, String text) {
        return WebhookFormat.refusal(body, "errcode", "errmsg", TOO_MANY, text);
    }
}
