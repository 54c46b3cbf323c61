package io.github.pantree.ledger;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the folders of a manifest per level, in numerical order, in which siblings are adjacent. */
public final class LevelStatistics {

    private final int maxSiblings;
    private final SortedMap<Integer, FolderCounts> levels = new TreeMap<>();
    private long calls;
    private long parent = Long.MIN_VALUE;
    private long siblings;

    public LevelStatistics(int maxSiblings) {
        this.maxSiblings = maxSiblings;
    }

    public void add(long parentNumber, int depth, FolderState state) {
        levels.merge(depth, FolderCounts.NONE.plus(state, 1), (all, one) -> all.plus(state, 1));
        if (state == FolderState.PENDING || state == FolderState.SENT) {
            siblings = parentNumber == parent ? siblings + 1 : 1;
            parent = parentNumber;
            calls += siblings % maxSiblings == 1 || maxSiblings == 1 ? 1 : 0;
        }
    }

    /** The folder counts by level of the tree, starting with 1. */
    public SortedMap<Integer, FolderCounts> levels() {
        return Collections.unmodifiableSortedMap(levels);
    }

    /** The number of calls needed to send the unfinished folders. */
    public long calls() {
        return calls;
    }
}
