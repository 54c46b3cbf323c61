package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.DetailResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The ID of the root folder. Requests refer to it by the empty string, but entries contain an ID as their {@code
 * parentFileId}; it is known as soon as an entry of the root folder was listed.
 */
final class RootId {

    private volatile @Nullable DirId known;

    /** @param response with a page of the folder's listing */
    void learn(DirId folder, ApiResponse response) {
        if (!folder.equals(DirId.ROOT) || !(response instanceof ApiResponse.Envelope envelope)) {
            return;
        }
        Set<Optional<DirId>> parents = new HashSet<>();
        for (JsonNode entry : envelope.data().path("fileList")) {
            if (!ListPage.isTrashed(entry)) {
                parents.add(Optional.ofNullable(parent(entry)));
            }
        }
        if (parents.size() == 1) {
            known = parents.iterator().next().orElse(null);
        }
    }

    /** The result for an entry that exists. */
    DetailResult.Found found(String name, JsonNode entry) {
        DirId parent = parent(entry);
        DirId root = known;
        boolean mayBeInRoot = parent == null || root == null || root.equals(parent);
        return new DetailResult.Found(name, parent, mayBeInRoot, ListPage.isTrashed(entry));
    }

    private static @Nullable DirId parent(JsonNode entry) {
        String id = MkdirResponseParser.id(entry.path("parentFileId"));
        return id == null ? null : new DirId(id);
    }
}
