package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A custom robot of a DingTalk group. The signature is part of the URL: milliseconds and the URL-encoded result of
 * {@link HmacSignatures#dingTalk}; it is valid for an hour. A rejected message has a response with status 200 and an
 * {@code errcode} (310000: signature, keyword or address; 130101: more than 20 per minute).
 *
 * @see <a href="https://open.dingtalk.com/document/robots/custom-robot-access">Custom robots</a>
 * @see <a href="https://open.dingtalk.com/document/robots/customize-robot-security-settings">Their security
 *     settings</a>
 */
final class DingTalk implements WebhookFormat {

    /** The numbers for too many messages. */
    private static final Set<Integer> TOO_MANY = Set.of(130_101, 410_100);

    /** No bound is published; bodies of more than 20,000 bytes have been reported as refused. */
    private static final int LARGEST_BODY = 20_000;

    @Override
    public Request request(MessageRenderer message, Webhook destination, Instant now) {
        String text = "#### " + message.title(TextLimits::markdown) + "\n\n" + message.body(TextLimits::markdown);
        return new Request(
                signed(destination, now), TextLimits.fit(text, LARGEST_BODY, fit -> body(message, fit)), Map.of());
    }

    private static Map<String, Object> body(MessageRenderer message, String text) {
        return Map.of(
                "msgtype",
                "markdown",
                "markdown",
                Map.of("title", message.title(TextLimits::plain), "text", withLineBreaks(text)));
    }

    /** In Markdown, two spaces at the end of a line are a line break. */
    private static String withLineBreaks(String text) {
        return text.replaceAll("(?<=[^\\n])\\n(?=[^\\n])", "  \n");
    }

    private URI signed(Webhook destination, Instant now) {
        String secret = destination.secret();
        if (secret == null) {
            return destination.url();
        }
        String time = String.valueOf(now.toEpochMilli());
        String sign = URLEncoder.encode(HmacSignatures.dingTalk(time, secret), StandardCharsets.UTF_8);
        String separator = destination.url().getRawQuery() == null ? "?" : "&";
        return URI.create(destination.url() + separator + "timestamp=" + time + "&sign=" + sign);
    }

    @Override
    public @Nullable Refusal refusal(JsonNode body, String text) {
        return WebhookFormat.refusal(body, "errcode", "errmsg", TOO_MANY, text);
    }
}
