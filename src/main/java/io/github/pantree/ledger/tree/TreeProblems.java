package io.github.pantree.ledger.tree;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderDepth;
import io.github.pantree.ledger.tree.KeySuggestions.Keyed;
import io.github.pantree.support.LineList;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the reasons why staged rows are not a tree: duplicates, orphans, cycles and excessive depth. */
final class TreeProblems {

    private static final int SHOWN_KEYS = 12;

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
        Map<String, LineList> topKeys = new LinkedHashMap<>();
        for (int number = 0; number < rows.size(); number++) {
            if (rows.parent(number) != StagedRows.NONE && !rows.isDefined(rows.parent(number))) {
                String key = rows.parentKey(number);
                if (DirId.seemsToMeanNoParent(key)) {
                    topKeys.computeIfAbsent(key, first -> new LineList()).add(rows.anyLine(number));
                } else {
                    keys.addOrphan(key, rows.anyLine(number));
                }
            }
        }
        topKeys.forEach((key, lines) ->
                found.accept(Problem.of(lines.first(), parentColumn, "row.topKey", key, lines.count())));
        keys.forEachMissing(rows, (missing, lines, near) -> found.accept(orphans(missing, lines, near)));
    }

    private Problem orphans(String missing, LineList lines, @Nullable Keyed near) {
        long line = lines.first();
        if (near != null) {
            return lines.count() == 1
                    ? Problem.of(line, parentColumn, "row.orphanNear", missing, near.key(), near.line())
                    : Problem.of(
                            line,
                            parentColumn,
                            "row.orphansNear",
                            missing,
                            lines.count(),
                            lines,
                            near.key(),
                            near.line());
        }
        return lines.count() == 1
                ? Problem.of(line, parentColumn, "row.orphan", missing)
                : Problem.of(line, parentColumn, "row.orphans", missing, lines.count(), lines);
    }

    /** Rows without a place are in or below a cycle, or too deep. Those below an orphan are not reported again. */
    void findUnreached(boolean[] reached) {
        boolean[] visited = new boolean[rows.size()];
        findOwnParents(visited);
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

    /** Some databases mark the rows of the top level in this way, so several of them are one problem. */
    private void findOwnParents(boolean[] visited) {
        List<Integer> own = IntStream.range(0, rows.size())
                .filter(number -> rows.isDefined(number) && rows.parent(number) == number)
                .boxed()
                .sorted(Comparator.comparing(rows::anyLine))
                .toList();
        if (own.size() > 1) {
            LineList lines = new LineList();
            own.forEach(number -> {
                lines.add(rows.anyLine(number));
                visited[number] = true;
            });
            String key = rows.key(own.get(0));
            found.accept(Problem.of(lines.first(), parentColumn, "row.ownParents", key, lines.count(), lines));
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
        return Problem.of(rows.anyLine(top), 1, "row.deep", rows.key(top), FolderDepth.MAX);
    }
}
