package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.support.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One page of a listing.
 *
 * @param trashed entries in the recycle bin
 * @param next the cursor of the next page, {@code -1} on the last one
 * @param failure why there is no page; null if there is one
 */
record ListPage(
        List<Entry> entries,
        List<Entry> trashed,
        String next,
        @Nullable String failure) {

    private static final int FOLDER = 1;

    static ListPage read(ApiResponse response) {
        return response instanceof ApiResponse.Envelope envelope && envelope.isOk()
                ? read(envelope.data())
                : failed(response.failure());
    }

    /** Any missing or unreadable part fails the page, since an incomplete listing proves nothing. */
    static ListPage read(JsonNode data) {
        String next = MkdirResponseParser.id(data.path("lastFileId"));
        JsonNode list = data.path("fileList");
        if (next == null || !(list.isArray() || list.isNull())) {
            return failed(Messages.format("api.listing"));
        }
        List<Entry> entries = new ArrayList<>();
        List<Entry> trashed = new ArrayList<>();
        for (JsonNode node : list) {
            String name = node.path("filename").stringValue(null);
            String id = MkdirResponseParser.id(node.path("fileId"));
            if (name == null || id == null) {
                return failed(Messages.format("api.entry"));
            }
            Entry entry = new Entry(name, new DirId(id), node.path("type").asInt(FOLDER) == FOLDER);
            (isTrashed(node) ? trashed : entries).add(entry);
        }
        return new ListPage(entries, trashed, next, null);
    }

    /** The flag is a number, text or a boolean. */
    static boolean isTrashed(JsonNode entry) {
        return Set.of("1", "true").contains(entry.path("trashed").asString("").toLowerCase(Locale.ROOT));
    }

    private static ListPage failed(String failure) {
        return new ListPage(List.of(), List.of(), "", failure);
    }
}
