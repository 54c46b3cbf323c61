package io.github.pantree.ledger.tree;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The children of each staged folder, sorted by line; implicit parents follow in the order of their first use. */
final class ChildIndex {

    private final StagedRows rows;
    /** The children of a parent are at {@code begin[parent]} to {@code begin[parent + 1]}. */
    private final int[] children;

    private final int[] begin;

    ChildIndex(StagedRows rows) {
        this.rows = rows;
        this.begin = new int[rows.size() + 2];
        this.children = new int[rows.folders()];
        for (int number = 0; number < rows.size(); number++) {
            if (rows.parent(number) != StagedRows.NONE) {
                begin[rows.parent(number) + 2]++;
            }
        }
        for (int parent = 1; parent < begin.length; parent++) {
            begin[parent] += begin[parent - 1];
        }
        for (int number = 0; number < rows.size(); number++) {
            if (rows.parent(number) != StagedRows.NONE) {
                children[begin[rows.parent(number) + 1]++] = number;
            }
        }
        for (int parent = 0; parent < rows.size(); parent++) {
            sort(begin[parent], begin[parent + 1]);
        }
    }

    int count(int parent) {
        return begin[parent + 1] - begin[parent];
    }

    IntStream of(int parent) {
        return Arrays.stream(children, begin[parent], begin[parent + 1]);
    }

    /** Copies the children of a parent to a position of an array. @return their number */
    int copy(int parent, int[] into, int position) {
        System.arraycopy(children, begin[parent], into, position, count(parent));
        return count(parent);
    }

    private void sort(int from, int to) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = rank(children[i - 1]) <= rank(children[i]);
        }
        if (!sorted) {
            long[] ranked = new long[to - from];
            for (int i = from; i < to; i++) {
                ranked[i - from] = rank(children[i]) << Integer.SIZE | children[i];
            }
            Arrays.sort(ranked);
            for (int i = from; i < to; i++) {
                children[i] = (int) ranked[i - from];
            }
        }
    }

    private long rank(int number) {
        Long line = rows.line(number);
        return line == null ? Integer.MAX_VALUE : line;
    }
}
