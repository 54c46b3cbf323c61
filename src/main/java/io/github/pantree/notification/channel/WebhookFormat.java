package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The request format of a service, and how it reports acceptance. */
interface WebhookFormat {

    /**
     * A request.
     *
     * @param body JSON, sent in UTF-8
     * @param headers besides the content type
     */
    record Request(URI url, String body, Map<String, String> headers) {}

    Request request(MessageRenderer message, Webhook destination, Instant now);

    /**
     * Interprets a response with a success status, which alone does not mean that the message was accepted.
     *
     * @param body the body of the response; a missing node if it is not JSON
     * @param text the unparsed body
     * @return why the message was not accepted; null if it was
     */
    @Nullable
    String refusal(JsonNode body, String text);

    /** Whether an answer means that too many messages were sent lately, so that this one was not accepted. */
    default boolean isRateLimited(JsonNode body) {
        return false;
    }

    /**
     * Interprets a response that reports acceptance by a number.
     *
     * @param code the field of the number, which is 0 if the message was accepted
     * @param words the field of the reason
     * @return why the message was not accepted; null if it was
     */
    static @Nullable String refusal(JsonNode body, String code, String words, String text) {
        JsonNode number = body.path(code);
        if (!number.isIntegralNumber()) {
            return unreadable(text);
        }
        return number.asLong() == 0
                ? null
                : Messages.format(
                        "notice.refused", number.asLong(), body.path(words).asString(""));
    }

    /** The response comes from another server, such as a proxy or a page at a wrong URL. */
    static String unreadable(String text) {
        return Messages.format("notice.unreadable", text.strip());
    }
}
