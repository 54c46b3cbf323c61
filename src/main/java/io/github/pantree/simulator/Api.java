package io.github.pantree.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The endpoints of the API, each with its own rate limit. */
enum Api {
    MKDIR("POST", "/upload/v1/oss/file/mkdir"),
    LIST("POST", "/api/v1/oss/file/list"),
    DETAIL("GET", "/api/v1/oss/file/detail"),
    DELETE("POST", "/api/v1/oss/file/delete"),
    TOKEN("POST", "/api/v1/access_token");

    private final String method;
    private final String path;

    Api(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Optional<Api> of(String method, String path) {
        return Arrays.stream(values())
                .filter(api -> api.method.equals(method) && api.path.equals(path))
                .findAny();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean hasBody() {
        return method.equals("POST");
    }
}
