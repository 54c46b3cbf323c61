package io.github.pantree.pan123.http;

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
    /** After this many pages in a row without a new entry, the listing counts as endless. */
    private static final int MOST_IDLE_PAGES = 50;

    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final Set<String> trashed = new HashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private int idle;

    /** Returns false for an endless listing, since a part of it must not be used as the whole. */
    boolean add(ListPage page) {
        boolean isNew = addAll(page.entries());
        boolean isNewInBin = trashed.addAll(page.trashed());
        idle = isNew || isNewInBin ? 0 : idle + 1;
        return cursors.add(page.next()) && idle < MOST_IDLE_PAGES && cursors.size() <= MOST_PAGES;
    }

    private boolean addAll(List<Entry> entries) {
        boolean isAnyNew = false;
        for (Entry entry : entries) {
            List<Entry> known = byName.computeIfAbsent(entry.name(), name -> new ArrayList<>(1));
            if (!known.contains(entry)) {
                isAnyNew = true;
                known.add(entry);
            }
        }
        return isAnyNew;
    }

    ListResult result() {
        return new ListResult.Listed(byName, trashed);
    }
}
