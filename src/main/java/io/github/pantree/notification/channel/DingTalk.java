package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination;
import io.github.pantree.notification.Notification;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A custom robot of a DingTalk group. The signature goes into the URL: milliseconds, and what {@link
 * HmacSignatures#dingTalk} makes of them, encoded for a URL; it holds for an hour. A message that is not taken is answered
 * with status 200 and an {@code errcode} (310000: signature, keyword or address; 130101: more than 20 in a minute).
 *
 * @see <a href="https://open.dingtalk.com/document/robots/custom-robot-access">Custom robots</a>
 * @see <a href="https://open.dingtalk.com/document/robots/customize-robot-security-settings">Their security settings</a>
 */
final class DingTalk implements WebhookFormat {

    /** No bound is published; bodies of more than 20,000 bytes have been reported as refused. */
    private static final int LARGEST_BODY = 20_000;

    private final Destination place;

    DingTalk(Destination place) {
        this.place = place;
    }

    @Override
    public Request request(Notification notice, Instant now) {
        MessageRenderer message = new MessageRenderer(notice, place.template());
        String text = "#### " + message.title(TextLimits::markdown) + "\n\n" + message.body(TextLimits::markdown);
        return new Request(signed(now), PayloadLimiter.body(text, LARGEST_BODY, fit -> body(message, fit)), Map.of());
    }

    private static Map<String, Object> body(MessageRenderer message, String text) {
        return Map.of(
                "msgtype",
                "markdown",
                "markdown",
                Map.of("title", message.title(TextLimits::plain), "text", withLineBreaks(text)));
    }

    /** In markdown two blanks make a line end a line break. */
    private static String withLineBreaks(String text) {
        return text.replaceAll("(?<=[^\\n])\\n(?=[^\\n])", "  \n");
    }

    private URI signed(Instant now) {
        String secret = place.secret();
        if (secret == null) {
            return place.hook();
        }
        String time = String.valueOf(now.toEpochMilli());
        String sign = URLEncoder.encode(HmacSignatures.dingTalk(time, secret), StandardCharsets.UTF_8);
        String separator = place.hook().getRawQuery() == null ? "?" : "&";
        return URI.create(place.hook() + separator + "timestamp=" + time + "&sign=" + sign);
    }

    @Override
    public @Nullable String refusal(JsonNode body, String text) {
        return Json.refusal(body, "errcode", "errmsg", text);
    }
}
