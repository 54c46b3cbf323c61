package io.github.pantree.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that list and delete entries. */
final class ListingOperations {

    private static final int MOST = 100;
    private static final String LAST_PAGE = "-1";

    private final FolderTree tree;
    private final CallCounters counters;

    ListingOperations(FolderTree tree, CallCounters counters) {
        this.tree = tree;
        this.counters = counters;
    }

    /** One page, folders and files mixed: {@code type} is no filter. */
    Envelope list(Request request, @Nullable Fault fault) throws ApiErrorException {
        String parent = request.textOrEmpty("parentFileId");
        String cursor = request.textOrEmpty("lastFileId");
        request.requireTypeOne();
        FolderTree.Page page = tree.page(parent, cursor, request.number("limit", 1, MOST));
        int size = page.nodes().size();
        if (fault == Fault.LIST_SHORT && size > 1) {
            counters.recordFault(fault);
            return answer(page.nodes().subList(0, size / 2), false);
        }
        return answer(page.nodes(), page.last());
    }

    private static Envelope answer(List<Node> nodes, boolean last) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("lastFileId", last ? LAST_PAGE : nodes.get(nodes.size() - 1).id);
        data.put("fileList", nodes.stream().map(Node::toEntry).toList());
        return Envelope.ok(data);
    }

    Envelope detail(Request request, @Nullable Fault unused) throws ApiErrorException {
        return Envelope.ok(tree.find(request.queried("fileID")).toEntry());
    }

    Envelope delete(Request request, @Nullable Fault unused) throws ApiErrorException {
        if (!(request.value("fileIDs") instanceof List<?> ids) || ids.isEmpty()) {
            throw ApiErrorException.badParameter("fileIDs");
        }
        if (ids.size() > MOST) {
            throw ApiErrorException.tooMany();
        }
        tree.delete(Request.texts("fileIDs", ids));
        return Envelope.ok(null);
    }
}
