package io.github.pantree.pan123.http;

import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.support.Messages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The response to a call, not yet interpreted for its endpoint. */
sealed interface ApiResponse {

    int OK = 0;

    /** The error, in the display language; for an envelope, its code and message. */
    String failure();

    /** The {@code outcome} tag of {@link io.github.pantree.metrics.PantreeMetrics}. */
    String outcome();

    /** The API's trace ID of this call; null if the response has none. */
    default @Nullable String traceId() {
        return null;
    }

    /** An envelope: the response comes from the API itself. Code 0 is the only success, whatever the HTTP status. */
    record Envelope(
            int code,
            String message,
            JsonNode data,
            @Nullable String traceId) implements ApiResponse {

        boolean isOk() {
            return code == OK;
        }

        @Override
        public String outcome() {
            return isOk() ? "ok" : "refused";
        }

        RefusalReason reason() {
            return RefusalClassifier.of(code, message);
        }

        @Override
        public String failure() {
            return Messages.format("api.code", String.valueOf(code), message);
        }
    }

    /** Code or status 429. */
    record Throttled(
            @Nullable Duration retryAfter, @Nullable String traceId) implements ApiResponse {

        @Override
        public String outcome() {
            return "limited";
        }

        @Override
        public String failure() {
            return Messages.format("api.limited");
        }
    }

    /** Code or status 401. */
    record Unauthorized(String message) implements ApiResponse {

        @Override
        public String outcome() {
            return "unauthorized";
        }

        @Override
        public String failure() {
            return Messages.format("api.token", message);
        }
    }

    /** No usable response. */
    sealed interface Unclear extends ApiResponse {

        String reason();

        /** Whether the call was certainly not sent. */
        boolean unsent();

        @Override
        default String outcome() {
            return "unclear";
        }

        @Override
        default String failure() {
            return reason();
        }
    }

    /**
     * The response does not come from the API but from a proxy, a login page or another server; or no secure connection
     * could be established.
     *
     * @param unsent whether the call was certainly not sent, and a retry would have the same result
     * @param filtered whether it may be the response of a filter to the content of this call
     */
    record Foreign(String reason, boolean unsent, boolean filtered) implements Unclear {

        Foreign(String reason, boolean unsent) {
            this(reason, unsent, false);
        }
    }

    /**
     * No response, or an unreadable one. The call may have been carried out.
     *
     * @param unsent whether there was no connection, so that the call was certainly not sent
     * @param retryAfter the requested pause; null if the response did not specify one
     */
    record Unreadable(
            String reason, boolean unsent, @Nullable Duration retryAfter) implements Unclear {

        Unreadable(String reason) {
            this(reason, false);
        }

        Unreadable(String reason, boolean unsent) {
            this(reason, unsent, null);
        }
    }
}
