package io.github.pantree.manifest;

import io.github.pantree.support.Problem.Severity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds rows whose folder seems to belong elsewhere: below a parent, or under a name, in a column that is not read. */
final class UnreadParents {

    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]+");

    /** As dirIDs are, and texts about folders are not. */
    static final Pattern DIR_ID = Pattern.compile("[A-Za-z0-9]{20,}={0,2}");

    private final Shape shape;
    private final ProblemSummary summary;
    private final List<Integer> parents;
    private final List<Integer> names;
    private final List<Integer> ids;
    private final Map<Integer, String> lastIds = new HashMap<>();

    UnreadParents(List<String> header, Shape shape, ProblemSummary summary) {
        this.shape = shape;
        this.summary = summary;
        // The columns of the other formats say both.
        boolean path = shape instanceof Shape.Path;
        this.parents = own(header, shape, name -> path && ColumnNames.mayHoldParentNames(name));
        this.names = own(header, shape, name -> path && ColumnNames.isNameColumn(name));
        this.ids = own(header, shape, ColumnNames::isIdColumn);
    }

    private static List<Integer> own(List<String> header, Shape shape, Predicate<String> condition) {
        return IntStream.range(0, header.size())
                .filter(i -> !shape.columns().contains(i) && condition.test(header.get(i)))
                .boxed()
                .toList();
    }

    /** Adds what is found in a row to the summary. */
    void find(long line, List<String> cells) {
        findSharedIds(line, cells);
        if (parents.isEmpty() && names.isEmpty()) {
            return;
        }
        List<String> path = steps(cells.get(shape.nameColumns().get(0)));
        String last = path.isEmpty() ? "" : path.get(path.size() - 1);
        for (int i : names) {
            if (!cells.get(i).isBlank() && !cells.get(i).strip().equals(last)) {
                summary.add(Severity.WARNING, "cell.nameUnread", line, i + 1, cells.get(i));
            }
        }
        for (int i : parents) {
            List<String> parent = steps(cells.get(i));
            if (!parent.isEmpty()
                    && !path.subList(0, Math.max(0, path.size() - 1)).containsAll(parent)) {
                summary.add(Severity.WARNING, "cell.parentUnread", line, i + 1, cells.get(i));
            }
        }
    }

    /** The dirID of a folder is unique, so one that several rows have is that of their parent. */
    private void findSharedIds(long line, List<String> cells) {
        for (int i : ids) {
            String id = cells.get(i);
            if (DIR_ID.matcher(id).matches() && id.equals(lastIds.put(i, id))) {
                summary.add(Severity.WARNING, "cell.sharedDirId", line, i + 1, id);
            }
        }
    }

    private static List<String> steps(String path) {
        return Arrays.stream(SEPARATORS.split(path, -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
