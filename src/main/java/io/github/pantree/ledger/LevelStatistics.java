package io.github.pantree.ledger;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a manifest's folders come to, counted in the order of their numbers, in which siblings are neighbours. */
public final class LevelStatistics {

    private final int most;
    private final SortedMap<Integer, FolderCounts> levels = new TreeMap<>();
    private long calls;
    private long parent = Long.MIN_VALUE;
    private long siblings;

    public LevelStatistics(int most) {
        this.most = most;
    }

    public void add(long ofParent, int depth, FolderState state) {
        levels.merge(depth, FolderCounts.NONE.plus(state, 1), (all, one) -> all.plus(state, 1));
        if (state == FolderState.PENDING || state == FolderState.SENT) {
            siblings = ofParent == parent ? siblings + 1 : 1;
            parent = ofParent;
            calls += siblings % most == 1 || most == 1 ? 1 : 0;
        }
    }

    /** The folders of each level of the tree, counted from 1, in that order. */
    public SortedMap<Integer, FolderCounts> levels() {
        return Collections.unmodifiableSortedMap(levels);
    }

    /** How many calls it takes to send what is left. */
    public long calls() {
        return calls;
    }
}
