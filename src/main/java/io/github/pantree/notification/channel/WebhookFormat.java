package io.github.pantree.notification.channel;

import io.github.pantree.notification.Destination.Webhook;
import io.github.pantree.support.Messages;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The requests of a service, and how it states that it accepted one. */
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
     * Reads an answer with a status of success, which alone does not mean that the message was accepted.
     *
     * @param body the answer's; a missing node if it is not JSON
     * @param text the same as it arrived
     * @return why the message was not accepted; null if it was
     */
    @Nullable
    String refusal(JsonNode body, String text);

    /**
     * Reads an answer that states with a number whether a message was accepted.
     *
     * @param code the field of the number, which is 0 for yes
     * @param words the field that states why not
     * @return why not; null for yes
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

    /** Another server has answered: a proxy, or a wrong URL's page. */
    static String unreadable(String text) {
        return Messages.format("notice.unreadable", text.strip());
    }
}
