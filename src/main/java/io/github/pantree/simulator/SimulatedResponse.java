package io.github.pantree.simulator;

import java.time.Duration;
import java.util.Map;

/** The response to a call. */
sealed interface SimulatedResponse {

    /** A response with a body. */
    record Full(int status, String contentType, Map<String, String> headers, String body) implements SimulatedResponse {

        Full withStatus(int other) {
            return new Full(other, contentType, headers, body);
        }

        Full with(String header, String value) {
            return new Full(status, contentType, Map.of(header, value), body);
        }
    }

    /**
     * No response: the connection is closed.
     *
     * @param hold how long it is kept open before
     */
    record Cut(Duration hold) implements SimulatedResponse {}

    /** The response of the gateway to an unknown URL. */
    Full NO_ROUTE = json(404, "{\"message\":\"no Route matched with those values\"}");

    static Full json(Envelope envelope) {
        return json(200, envelope.toJson());
    }

    static Full json(int status, String json) {
        return new Full(status, "application/json; charset=utf-8", Map.of(), json);
    }

    static Full text(String text) {
        return new Full(200, "text/plain; charset=utf-8", Map.of(), text);
    }

    /** A page of the gateway in front of the API, without an envelope. */
    static Full page(int status, String title) {
        String body = String.join(
                        "\r\n",
                        "<html>",
                        "<head><title>%1$d %2$s</title></head>",
                        "<body><center><h1>%1$d %2$s</h1></center></body>",
                        "</html>",
                        "")
                .formatted(status, title);
        return new Full(status, "text/html", Map.of(), body);
    }
}
