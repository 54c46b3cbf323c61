package io.github.pantree.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that list and delete entries. */
final class ListingOperations {

    private static final int MOST = 100;
    private static final String LAST_PAGE = "-1";

    private final FolderTree tree;

    ListingOperations(FolderTree tree) {
        this.tree = tree;
    }

    /** One page, folders and files mixed: {@code type} is no filter. */
    Envelope list(Request request) throws ApiErrorException {
        String parent = request.textOrEmpty("parentFileId");
        String cursor = request.textOrEmpty("lastFileId");
        request.requireTypeOne();
        FolderTree.Page page = tree.page(parent, cursor, request.number("limit", 1, MOST));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(
                "lastFileId",
                page.last() ? LAST_PAGE : page.nodes().get(page.nodes().size() - 1).id);
        data.put("fileList", page.nodes().stream().map(tree::entry).toList());
        return Envelope.ok(data);
    }

    Envelope detail(Request request) throws ApiErrorException {
        return Envelope.ok(tree.entry(tree.find(request.queried("fileID"))));
    }

    Envelope delete(Request request) throws ApiErrorException {
        tree.delete(request.texts("fileIDs", MOST));
        return Envelope.ok(null);
    }
}
