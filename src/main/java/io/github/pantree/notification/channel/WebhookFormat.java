package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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

    /**
     * Why a message was not accepted.
     *
     * @param rateLimited whether too many messages were sent lately
     */
    record Refusal(String reason, boolean rateLimited) {}

    Request request(MessageRenderer message, Webhook destination, Instant now);

    /**
     * Interprets a response with a success status, which alone does not mean that the message was accepted.
     *
     * @param body the body of the response; a missing node if it is not JSON
     * @param text the unparsed body
     * @return why the message was not accepted; null if it was
     */
    @Nullable
    Refusal refusal(JsonNode body, String text);

    /**
     * Interprets a response that reports acceptance by a number.
     *
     * @param code the field of the number, which is 0 if the message was accepted
     * @param words the field of the reason
     * @param tooMany the numbers for too many messages
     * @return why the message was not accepted; null if it was
     */
    static @Nullable Refusal refusal(JsonNode body, String code, String words, Set<Integer> tooMany, String text) {
        JsonNode number = body.path(code);
        if (!number.isIntegralNumber()) {
            return unreadable(text);
        }
        String reason = Messages.format(
                "notification.refused", number.asLong(), body.path(words).asString(""));
        return number.asLong() == 0 ? null : new Refusal(reason, tooMany.contains(number.asInt(0)));
    }

    /** The response comes from another server, such as a proxy or a page at a wrong URL. */
    static Refusal unreadable(String text) {
        return new Refusal(Messages.format("notification.unreadable", text.strip()), false);
    }
}
