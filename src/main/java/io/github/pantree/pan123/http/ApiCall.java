package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the API, without its token.
 *
 * @param parameters the fields of the JSON body or, for {@link Endpoint#DETAIL}, of the query
 * @param allowWhenHalted whether the call settles folders in doubt, so that it is sent after a halt
 * @param parent the folder below which the call creates folders; null for other calls
 */
record ApiCall(
        Endpoint endpoint,
        Map<String, ?> parameters,
        boolean allowWhenHalted,
        @Nullable DirId parent) {

    static ApiCall mkdir(Map<String, ?> body, DirId parent) {
        return new ApiCall(Endpoint.MKDIR, body, false, parent);
    }

    static ApiCall list(Map<String, ?> body, boolean allowWhenHalted) {
        return new ApiCall(Endpoint.LIST, body, allowWhenHalted, null);
    }

    static ApiCall detail(DirId folder) {
        return new ApiCall(Endpoint.DETAIL, Map.of("fileID", folder.value()), false, null);
    }

    static ApiCall token(Map<String, ?> credentials) {
        return new ApiCall(Endpoint.TOKEN, credentials, false, null);
    }
}
