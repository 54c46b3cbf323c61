package io.github.pantree.notification.channel;

import io.github.pantree.notification.Notification;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a service wants to be sent, and how it says that it took it. */
interface WebhookFormat {

    /**
     * A request.
     *
     * @param body JSON, sent in UTF-8
     * @param headers besides the content type
     */
    record Request(URI url, String body, Map<String, String> headers) {}

    Request request(Notification notice, Instant now);

    /**
     * Reads an answer with a status of success, which alone does not mean that the message was taken.
     *
     * @param body the answer's; a missing node if it is no JSON
     * @param text the same as it came
     * @return why the message was not taken; null if it was
     */
    @Nullable
    String refusal(JsonNode body, String text);
}
