package io.github.pantree.pan123.http;

import io.github.pantree.pan123.AccessToken;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The endpoints of the API in use. */
enum Endpoint {
    MKDIR("/upload/v1/oss/file/mkdir"),
    LIST("/api/v1/oss/file/list"),
    /** The only endpoint with GET. */
    DETAIL("/api/v1/oss/file/detail"),
    TOKEN("/api/v1/access_token");

    final String path;
    /** The name of the endpoint in metrics. */
    final String kind = name().toLowerCase(Locale.ROOT);

    Endpoint(String path) {
        this.path = path;
    }

    /** Whether the data of a response with code 0 contains what was requested. */
    boolean isUsable(JsonNode data) {
        return switch (this) {
            case MKDIR, DETAIL -> true;
            case LIST -> ListPage.read(data).failure() == null;
            case TOKEN -> AccessToken.issued(data, Instant.EPOCH).isPresent();
        };
    }
}
