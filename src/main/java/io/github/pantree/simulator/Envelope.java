package io.github.pantree.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The envelope around every answer of the API.
 *
 * @param code 0 is the only success
 * @param data anything that {@link StrictJson} writes
 */
record Envelope(int code, String message, @Nullable Object data) {

    static Envelope ok(@Nullable Object data) {
        return new Envelope(0, "ok", data);
    }

    String toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("message", message);
        json.put("data", data);
        json.put("x-traceID", UUID.randomUUID() + "_kong-db-simulator");
        return StrictJson.write(json);
    }
}
