package io.github.pantree.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that list entries, return their details, and delete them. */
final class ListingOperations {

    private static final int MOST = 100;
    private static final String LAST_PAGE = "-1";

    private final FolderTree tree;

    ListingOperations(FolderTree tree) {
        this.tree = tree;
    }

    /** Returns one page with folders and files: {@code type} does not filter them. */
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
