package io.github.pantree.ledger.tree;

import io.github.pantree.ledger.tree.KeySuggestions.Keyed;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the reasons why staged rows are not a tree: duplicates, orphans, cycles and excessive depth. */
final class TreeProblems {

    private static final int SHOWN_KEYS = 12;

    /** Values that databases and people use as the parent of top-level rows. */
    private static final Set<String> TOP_KEYS = Set.of(
            "0", "-1", "00", "000", "0.0", "-", "/", "root", "top", "null", "none", "nil", "nan", "n/a", "#n/a", "\\n",
            "根", "根目录", "根节点", "顶级", "顶层", "一级", "无", "空");

    private final StagedRows rows;
    private final ChildIndex children;
    private final int parentColumn;
    private final Consumer<Problem> found;

    TreeProblems(StagedRows rows, ChildIndex children, int parentColumn, Consumer<Problem> found) {
        this.rows = rows;
        this.children = children;
        this.parentColumn = parentColumn;
        this.found = found;
    }

    /** Siblings with the same name are problems; siblings whose names people cannot distinguish are warnings. */
    void findDuplicates() {
        for (int parent = 0; parent < rows.size(); parent++) {
            if (children.count(parent) > 1) {
                findDuplicates(parent);
            }
        }
    }

    private void findDuplicates(int parent) {
        long[] names = children.of(parent).mapToLong(rows::foldedName).sorted().toArray();
        for (int i = 1; i < names.length; i++) {
            boolean first = i == 1 || names[i - 2] != names[i];
            if (names[i] != 0 && names[i - 1] == names[i] && first) {
                long name = names[i];
                compareDuplicates(children.of(parent)
                        .filter(child -> rows.foldedName(child) == name)
                        .boxed()
                        .sorted(Comparator.comparing(rows::anyLine))
                        .toList());
            }
        }
    }

    private void compareDuplicates(List<Integer> siblings) {
        Map<String, Integer> names = new LinkedHashMap<>();
        int first = siblings.get(0);
        for (int sibling : siblings) {
            String name = rows.name(sibling);
            Integer duplicate = names.putIfAbsent(name, sibling);
            if (duplicate != null) {
                found.accept(pair("row.twin", Severity.PROBLEM, sibling, name, duplicate));
            } else if (sibling != first) {
                found.accept(pair("row.similar", Severity.WARNING, sibling, name, first));
            }
        }
    }

    private Problem pair(String key, Severity severity, int sibling, String name, int first) {
        return Problem.of(severity, rows.anyLine(sibling), rows.column(sibling), key, name, rows.anyLine(first));
    }

    /** Rows whose parent key no row has, with the most similar key. A key that means the top level is reported once. */
    void findOrphans() {
        KeySuggestions keys = new KeySuggestions();
        Map<String, Long> rowsOfTopKey = new LinkedHashMap<>();
        Map<String, Long> firstLines = new HashMap<>();
        for (int number = 0; number < rows.size(); number++) {
            if (rows.parent(number) != StagedRows.NONE && !rows.isDefined(rows.parent(number))) {
                String key = rows.parentKey(number);
                if (TOP_KEYS.contains(key.strip().toLowerCase(Locale.ROOT))) {
                    rowsOfTopKey.merge(key, 1L, Long::sum);
                    firstLines.merge(key, rows.anyLine(number), Math::min);
                } else {
                    keys.addOrphan(key, rows.anyLine(number));
                }
            }
        }
        rowsOfTopKey.forEach((key, count) -> found.accept(
                Problem.of(Objects.requireNonNull(firstLines.get(key)), parentColumn, "row.topKey", key, count)));
        keys.forEachOrphan(rows, (orphan, near) -> found.accept(orphan(orphan, near)));
    }

    private Problem orphan(Keyed row, @Nullable Keyed near) {
        return near == null
                ? Problem.of(row.line(), parentColumn, "row.orphan", row.key())
                : Problem.of(row.line(), parentColumn, "row.orphanNear", row.key(), near.key(), near.line());
    }

    /** Rows without a place are in or below a cycle, or too deep. Those below an orphan are not reported again. */
    void findUnreached(boolean[] reached) {
        boolean[] visited = new boolean[rows.size()];
        for (int start = 0; start < rows.size(); start++) {
            if (rows.isDefined(start) && !reached[start] && !visited[start]) {
                Set<Integer> path = new LinkedHashSet<>();
                int at = start;
                while (rows.isDefined(at) && !reached[at] && !visited[at] && path.add(at)) {
                    at = rows.parent(at);
                }
                if (path.contains(at)) {
                    found.accept(cycle(new ArrayList<>(path), at));
                } else if (rows.isDefined(at) && reached[at]) {
                    found.accept(tooDeep(new ArrayList<>(path)));
                }
                path.forEach(number -> visited[number] = true);
            }
        }
    }

    private Problem cycle(List<Integer> path, int first) {
        List<Integer> cycle = path.subList(path.indexOf(first), path.size());
        List<String> keys =
                cycle.stream().limit(SHOWN_KEYS).map(this::keyAndLine).toList();
        String chain =
                String.join(" → ", keys) + (cycle.size() > SHOWN_KEYS ? " → … → " : " → ") + rows.key(cycle.get(0));
        long line = cycle.stream().mapToLong(rows::anyLine).min().orElseThrow();
        return Problem.of(line, parentColumn, "row.cycle", chain);
    }

    private String keyAndLine(int number) {
        return "%s (%d)".formatted(rows.key(number), rows.anyLine(number));
    }

    private Problem tooDeep(List<Integer> path) {
        int top = path.get(path.size() - 1);
        return Problem.of(rows.anyLine(top), 1, "row.deep", rows.key(top), TreeBuilder.MAX_DEPTH);
    }
}
