package io.github.pantree.simulator;

import com.google.gson.annotations.SerializedName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every API response.
 *
 * @param code 0 is the only success
 * @param data anything that {@link StrictJson} writes
 */
record Envelope(
        int code,
        String message,
        @Nullable Object data,
        @SerializedName("x-traceID") String traceId) {

    static Envelope of(int code, String message, @Nullable Object data) {
        return new Envelope(code, message, data, UUID.randomUUID() + "_kong-db-simulator");
    }

    static Envelope ok(@Nullable Object data) {
        return of(0, "ok", data);
    }

    String toJson() {
        return StrictJson.write(this);
    }
}
