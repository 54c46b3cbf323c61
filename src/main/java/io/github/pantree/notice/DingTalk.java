package io.github.pantree.notice;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A custom robot of a DingTalk group. The signature goes into the URL: milliseconds, and what {@link
 * Signatures#dingTalk} makes of them, encoded for a URL; it holds for an hour. A message that is not taken is answered
 * with status 200 and an {@code errcode} (310000: signature, keyword or address; 130101: more than 20 in a minute).
 *
 * @see <a href="https://open.dingtalk.com/document/robots/custom-robot-access">Custom robots</a>
 * @see <a href="https://open.dingtalk.com/document/robots/customize-robot-security-settings">Their security settings</a>
 */
final class DingTalk implements Hook {

    /** No bound is published; bodies of more than 20,000 bytes have been reported as refused. */
    private static final int LARGEST_BODY = 20_000;

    private final Place place;

    DingTalk(Place place) {
        this.place = place;
    }

    @Override
    public Request request(Notice notice, Instant now) {
        Message message = new Message(notice, place.template());
        String text = "#### " + message.title(Texts::markdown) + "\n\n" + message.body(Texts::markdown);
        return new Request(signed(now), Fitted.body(text, LARGEST_BODY, fit -> body(message, fit)), Map.of());
    }

    private static Map<String, Object> body(Message message, String text) {
        return Map.of(
                "msgtype",
                "markdown",
                "markdown",
                Map.of("title", message.title(Texts::plain), "text", withLineBreaks(text)));
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
        String sign = URLEncoder.encode(Signatures.dingTalk(time, secret), StandardCharsets.UTF_8);
        String separator = place.hook().getRawQuery() == null ? "?" : "&";
        return URI.create(place.hook() + separator + "timestamp=" + time + "&sign=" + sign);
    }

    @Override
    public @Nullable String refusal(JsonNode body, String text) {
        return Json.refusal(body, "errcode", "errmsg", text);
    }
}
