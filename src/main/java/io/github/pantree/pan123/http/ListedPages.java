package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries of a folder's listing, page by page. Pages that shift while they are read show an entry twice. */
final class ListedPages {

    /** Two million entries: twice the largest manifest. */
    private static final int MOST_PAGES = 20_000;
    /** So many pages may contain few entries, before this many new ones are expected of each. */
    private static final int MOST_SPARSE_PAGES = 500;

    private static final int FEWEST_ENTRIES = 5;
    /** After this many pages in a row without a new entry, the listing counts as endless. */
    private static final int MOST_IDLE_PAGES = 50;

    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final Set<String> trashed = new HashSet<>();
    private final Set<DirId> trashedIds = new HashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private int idle;
    private int size;

    /** Returns false for an endless listing, since a part of it must not be used as the whole. */
    boolean add(ListPage page) {
        int before = size + trashedIds.size();
        addAll(page.entries());
        for (Entry entry : page.trashed()) {
            trashed.add(entry.name());
            trashedIds.add(entry.dirId());
        }
        int known = size + trashedIds.size();
        idle = known > before ? 0 : idle + 1;
        int most = Math.min(MOST_PAGES, MOST_SPARSE_PAGES + known / FEWEST_ENTRIES);
        return cursors.add(page.next()) && idle < MOST_IDLE_PAGES && cursors.size() <= most;
    }

    private void addAll(List<Entry> entries) {
        for (Entry entry : entries) {
            List<Entry> known = byName.computeIfAbsent(entry.name(), name -> new ArrayList<>(1));
            if (!known.contains(entry)) {
                size++;
                known.add(entry);
            }
        }
    }

    ListResult result() {
        return new ListResult.Listed(byName, trashed);
    }
}
