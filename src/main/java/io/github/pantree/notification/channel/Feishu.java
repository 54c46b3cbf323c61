package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A custom bot of a Feishu group. The signature is part of the body: seconds and the result of {@link
 * HmacSignatures#feishu}; it is valid for an hour. A body has at most 20 KB. The message type is {@code post}, whose
 * text elements have no markup. A rejected message has a response with a {@code code} (19021: signature; 19024:
 * keyword; 19022: address; 11232: too many), often with status 200; older responses use {@code StatusCode}.
 *
 * @see <a href="https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot">Custom bots</a>
 */
final class Feishu implements WebhookFormat {

    /** The numbers for too many messages. */
    private static final Set<Integer> TOO_MANY = Set.of(11_232, 9_499);

    private static final int LARGEST_BODY = 20_000;

    @Override
    public Request request(MessageRenderer message, Webhook destination, Instant now) {
        String body = TextLimits.fit(
                message.body(TextLimits::plain), LARGEST_BODY, text -> body(message, destination, text, now));
        return new Request(destination.url(), body, Map.of());
    }

    private Map<String, Object> body(MessageRenderer message, Webhook destination, String text, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        String secret = destination.secret();
        if (secret != null) {
            String time = String.valueOf(now.getEpochSecond());
            body.put("timestamp", time);
            body.put("sign", HmacSignatures.feishu(time, secret));
        }
        body.put("msg_type", "post");
        body.put("content", Map.of("post", Map.of("zh_cn", post(message, text))));
        return body;
    }

    private static Map<String, Object> post(MessageRenderer message, String text) {
        return Map.of(
                "title",
                message.title(TextLimits::plain),
                "content",
                text.lines()
                        .map(line -> List.of(Map.of("tag", "text", "text", line)))
                        .toList());
    }

    @Override
    public @Nullable Refusal refusal(JsonNode body, String text) {
        boolean older = body.path("code").isMissingNode();
        return older
                ? WebhookFormat.refusal(body, "StatusCode", "StatusMessage", Set.of(), text)
                : WebhookFormat.refusal(body, "code", "msg", TOO_MANY, text);
    }
}
