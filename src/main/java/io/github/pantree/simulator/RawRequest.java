package io.github.pantree.simulator;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param query empty if there is none
 * @param body null if it is too long or not UTF-8
 */
record RawRequest(
        String method,
        String path,
        String query,
        Headers headers,
        @Nullable String body) {

    /** Empty if there is no such header. */
    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }
}
