package io.github.pantree.pan123.http;

import io.github.pantree.pan123.AccessToken;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The operations of the API that are called. */
enum Endpoint {
    MKDIR("mkdir", "/upload/v1/oss/file/mkdir", data -> true),
    LIST("list", "/api/v1/oss/file/list", data -> ListPage.read(data).failure() == null),
    TOKEN("token", "/api/v1/access_token", data -> AccessToken.read(data).isPresent());

    private final String kind;
    private final String path;
    private final Predicate<JsonNode> usable;

    Endpoint(String kind, String path, Predicate<JsonNode> usable) {
        this.kind = kind;
        this.path = path;
        this.usable = usable;
    }

    /** The name of its calls in metrics. */
    String kind() {
        return kind;
    }

    String path() {
        return path;
    }

    /** Whether the data of a response with code 0 is what was asked for. */
    boolean isUsable(JsonNode data) {
        return usable.test(data);
    }
}
