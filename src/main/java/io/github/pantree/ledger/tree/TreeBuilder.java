package io.github.pantree.ledger.tree;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of the staged rows: finds what keeps them from being one, and numbers the folders breadth first, siblings
 * side by side in the order of their lines. Some twenty bytes of memory for each folder.
 */
public final class TreeBuilder {

    /** Deeper than any sane tree; the paths of a chain without end would not fit a column. */
    private static final int MAX_DEPTH = 500;

    private static final int SHOWN_CHAIN = 12;

    /** Takes the folders that have a place, parents before children. */
    public interface Placed {

        /**
         * Takes one of them.
         *
         * @param number the folder's number in the staging
         * @param place its number in the tree, from 1
         * @param parentPlace that of its parent: 0 for the target, less for an existing folder that rows give
         * @param firstChild the place of its first child, if it has any
         */
        void folder(int number, long place, long parentPlace, int depth, long firstChild);
    }

    private final StagedRows rows;
    private final int parentColumn;
    /** Children side by side, those of a parent from {@code begin[parent]} to {@code begin[parent + 1]}. */
    private final int[] children;

    private final int[] begin;
    /** Folders in the order of their places, roots first. */
    private final int[] order;

    private final boolean[] reached;
    private final List<Integer> roots = new ArrayList<>();
    private final List<Integer> levelEnds = new ArrayList<>();
    /** While folders are handed out: the place of the next one's first child. */
    private long childPlace;

    /**
     * Finds the places.
     *
     * @param parentColumn the cell that refers to a row's parent, for what is to be said about it
     */
    public TreeBuilder(StagedRows rows, int parentColumn) {
        this.rows = rows;
        this.parentColumn = parentColumn;
        this.begin = new int[rows.size() + 2];
        this.children = new int[rows.folders()];
        this.order = new int[rows.folders()];
        this.reached = new boolean[rows.size()];
        gather();
        walk();
    }

    private void gather() {
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

    /** By their lines; those that no row names, behind them in the order in which they were met. */
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

    private void walk() {
        roots.add(StagedRows.TARGET);
        rows.explicitParent().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(given -> roots.add(given.getKey()));
        int filled = 0;
        for (int root : roots) {
            reached[root] = true;
            filled = take(root, filled);
        }
        levelEnds.add(filled);
        for (int from = 0; filled > from && levelEnds.size() < MAX_DEPTH; ) {
            int to = filled;
            for (int i = from; i < to; i++) {
                filled = take(order[i], filled);
            }
            levelEnds.add(filled);
            from = to;
        }
    }

    private int take(int parent, int filled) {
        int next = filled;
        for (int i = begin[parent]; i < begin[parent + 1]; i++) {
            reached[children[i]] = true;
            order[next++] = children[i];
        }
        return next;
    }

    private int placed() {
        return levelEnds.get(levelEnds.size() - 1);
    }

    /** The dirIDs of the existing folders that rows give: the first has the place -2, the next -3, and so on. */
    public List<String> explicitParent() {
        return roots.stream()
                .skip(1)
                .map(root -> String.valueOf(rows.explicitParent().get(root)))
                .toList();
    }

    /** Hands out the folders in the order of their places. */
    public void forEachPlaced(Placed each) {
        int next = 0;
        childPlace = levelEnds.get(0) + 1L;
        for (int i = 0; i < roots.size(); i++) {
            next = emit(roots.get(i), i == 0 ? LedgerFolder.TARGET : -1L - i, 1, next, each);
        }
        int parent = 0;
        for (int depth = 2; depth <= levelEnds.size(); depth++) {
            while (parent < levelEnds.get(depth - 2)) {
                next = emit(order[parent], parent + 1L, depth, next, each);
                parent++;
            }
        }
    }

    private int emit(int parent, long parentPlace, int depth, int from, Placed each) {
        int next = from;
        for (int i = begin[parent]; i < begin[parent + 1]; i++) {
            next++;
            each.folder(children[i], next, parentPlace, depth, childPlace);
            childPlace += childCount(children[i]);
        }
        return next;
    }

    /** What keeps the rows from being a tree, and twins that are none to a machine. */
    public void problems(Consumer<Problem> found) {
        for (int parent = 0; parent < rows.size(); parent++) {
            duplicates(begin[parent], begin[parent + 1], found);
        }
        orphans(found);
        if (placed() < rows.folders()) {
            unreached(found);
        }
    }

    private void duplicates(int from, int to, Consumer<Problem> found) {
        if (to - from < 2) {
            return;
        }
        long[] names = IntStream.range(from, to)
                .mapToLong(i -> rows.foldedName(children[i]))
                .sorted()
                .toArray();
        for (int i = 1; i < names.length; i++) {
            boolean first = i == 1 || names[i - 2] != names[i];
            if (names[i] != 0 && names[i - 1] == names[i] && first) {
                long name = names[i];
                compareDuplicates(
                        IntStream.range(from, to)
                                .map(child -> children[child])
                                .filter(child -> rows.foldedName(child) == name)
                                .boxed()
                                .sorted(Comparator.comparing(rows::anyLine))
                                .toList(),
                        found);
            }
        }
    }

    private void compareDuplicates(List<Integer> siblings, Consumer<Problem> found) {
        Map<String, Integer> names = new LinkedHashMap<>();
        int first = siblings.get(0);
        for (int sibling : siblings) {
            String name = rows.name(sibling);
            Integer twin = names.putIfAbsent(name, sibling);
            if (twin != null) {
                found.accept(pair("row.twin", Severity.PROBLEM, sibling, name, twin));
            } else if (sibling != first) {
                found.accept(pair("row.similar", Severity.WARNING, sibling, name, first));
            }
        }
    }

    private Problem pair(String key, Severity severity, int sibling, String name, int first) {
        return Problem.of(severity, rows.anyLine(sibling), rows.column(sibling), key, name, rows.anyLine(first));
    }

    private boolean isOrphan(int number) {
        int parent = rows.parent(number);
        return parent != StagedRows.NONE && !rows.isDefined(parent);
    }

    private void orphans(Consumer<Problem> found) {
        KeySuggestions keys = new KeySuggestions();
        for (int number = 0; number < rows.size(); number++) {
            if (isOrphan(number)) {
                keys.find(rows.parentKey(number), rows.anyLine(number));
            }
        }
        keys.search(
                rows,
                (orphan, near) -> found.accept(
                        near == null
                                ? Problem.of(orphan.line(), parentColumn, "row.orphan", orphan.key())
                                : Problem.of(
                                        orphan.line(),
                                        parentColumn,
                                        "row.orphanNear",
                                        orphan.key(),
                                        near.key(),
                                        near.line())));
    }

    /** Rows without a place go round in a circle, or lie too deep. Those below an orphan are not told of again. */
    private void unreached(Consumer<Problem> found) {
        boolean[] settled = new boolean[rows.size()];
        for (int start = 0; start < rows.size(); start++) {
            if (rows.isDefined(start) && !reached[start] && !settled[start]) {
                Set<Integer> way = new LinkedHashSet<>();
                int at = start;
                while (rows.isDefined(at) && !reached[at] && !settled[at] && way.add(at)) {
                    at = rows.parent(at);
                }
                if (way.contains(at)) {
                    found.accept(cycle(new ArrayList<>(way), at));
                } else if (rows.isDefined(at) && reached[at]) {
                    found.accept(tooDeep(new ArrayList<>(way)));
                }
                way.forEach(number -> settled[number] = true);
            }
        }
    }

    private Problem cycle(List<Integer> way, int first) {
        List<Integer> round = way.subList(way.indexOf(first), way.size());
        List<String> keys = round.stream().limit(SHOWN_CHAIN).map(rows::key).toList();
        String chain =
                String.join(" → ", keys) + (round.size() > SHOWN_CHAIN ? " → … → " : " → ") + rows.key(round.get(0));
        long line = round.stream().mapToLong(rows::anyLine).min().orElseThrow();
        return Problem.of(line, parentColumn, "row.cycle", chain);
    }

    private Problem tooDeep(List<Integer> way) {
        int top = way.get(way.size() - 1);
        return Problem.of(rows.anyLine(top), 1, "row.deep", rows.key(top), MAX_DEPTH);
    }

    public int childCount(int number) {
        return begin[number + 1] - begin[number];
    }

    /** How many children the target and the existing folders that rows give have, in the order of {@link #explicitParent}. */
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
