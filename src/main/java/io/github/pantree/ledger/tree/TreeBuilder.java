package io.github.pantree.ledger.tree;

import io.github.pantree.folder.FolderDepth;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of the staged rows: numbers the folders breadth first, siblings adjacent and in line order. Needs
 * some twenty bytes of memory per folder.
 */
public final class TreeBuilder {

    /** Receives the folders that have a place, parents before children. */
    @FunctionalInterface
    public interface PlaceVisitor {

        /**
         * Receives a folder.
         *
         * @param number the folder's number among the staged rows
         * @param place its number in the tree, from 1
         * @param parentPlace the number of its parent: 0 for the target, less for an explicit parent
         * @param firstChild the place of its first child, if it has any
         */
        void visit(int number, long place, long parentPlace, int depth, long firstChild);
    }

    private final StagedRows rows;
    private final int parentColumn;
    private final ChildIndex children;
    /** Folders in the order of their places, roots first. */
    private final int[] order;

    private final List<Integer> roots = new ArrayList<>();
    private final List<Integer> levelEnds = new ArrayList<>();
    private int placed;
    /** During the visit: the place of the next folder's first child. */
    private long childPlace;

    /**
     * Determines the places.
     *
     * @param parentColumn the cell with the key of a row's parent, for problems
     */
    public TreeBuilder(StagedRows rows, int parentColumn) {
        this.rows = rows;
        this.parentColumn = parentColumn;
        this.children = new ChildIndex(rows);
        this.order = new int[rows.folders()];
        roots.add(StagedRows.TARGET);
        rows.explicitParents().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(parent -> roots.add(parent.getKey()));
        placeLevels();
    }

    private void placeLevels() {
        for (int root : roots) {
            placed += children.copy(root, order, placed);
        }
        levelEnds.add(placed);
        for (int from = 0; placed > from && levelEnds.size() < FolderDepth.MAX; ) {
            int to = placed;
            for (int i = from; i < to; i++) {
                placed += children.copy(order[i], order, placed);
            }
            levelEnds.add(placed);
            from = to;
        }
    }

    /** The dirIDs of the explicit parents, at the places -2, -3 and so on. */
    public List<String> explicitParents() {
        return roots.stream()
                .skip(1)
                .map(root -> String.valueOf(rows.explicitParents().get(root)))
                .toList();
    }

    /** Visits the folders in the order of their places. */
    public void forEachPlaced(PlaceVisitor each) {
        int next = 0;
        childPlace = levelEnds.get(0) + 1L;
        for (int i = 0; i < roots.size(); i++) {
            next = visitChildren(roots.get(i), i == 0 ? LedgerFolder.TARGET : -1L - i, 1, next, each);
        }
        int parent = 0;
        for (int depth = 2; depth <= levelEnds.size(); depth++) {
            while (parent < levelEnds.get(depth - 2)) {
                next = visitChildren(order[parent], parent + 1L, depth, next, each);
                parent++;
            }
        }
    }

    /** Breadth first, with adjacent siblings: the children of a parent follow the last visited folder. */
    private int visitChildren(int parent, long parentPlace, int depth, int from, PlaceVisitor each) {
        int to = from + children.count(parent);
        for (int i = from; i < to; i++) {
            each.visit(order[i], i + 1L, parentPlace, depth, childPlace);
            childPlace += children.count(order[i]);
        }
        return to;
    }

    /** Reports why the rows are not a tree, and names that people cannot distinguish. */
    public void findProblems(Consumer<Problem> found) {
        TreeProblems problems = new TreeProblems(rows, children, parentColumn, found);
        problems.findDuplicates();
        problems.findOrphans();
        if (placed < rows.folders()) {
            problems.findUnreached(reached());
        }
    }

    private boolean[] reached() {
        boolean[] reached = new boolean[rows.size()];
        roots.forEach(root -> reached[root] = true);
        Arrays.stream(order, 0, placed).forEach(number -> reached[number] = true);
        return reached;
    }

    public int childCount(int number) {
        return children.count(number);
    }

    /** The number of children of the target and of each of the {@link #explicitParents}. */
    public List<Integer> rootChildCounts() {
        return roots.stream().map(this::childCount).toList();
    }

    /** Name and cells of a folder. */
    public StagedRows.Texts texts(int number) {
        return rows.texts(number);
    }

    @Nullable
    public Long line(int number) {
        return rows.line(number);
    }
}
