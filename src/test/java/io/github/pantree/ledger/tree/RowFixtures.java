package io.github.pantree.ledger.tree;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Staged rows of each manifest format, with the columns that the manifest reader assigns. */
public final class RowFixtures {

    static final int KEY_COLUMN = 1;
    static final int PARENT_COLUMN = 2;
    static final int NAME_COLUMN = 3;

    private RowFixtures() {}

    /** A row of the format {@code key,parent_key,name}. */
    public static StagedRow tree(long line, String key, String parentKey, String name) {
        return tree(line, key, parentKey, null, name);
    }

    /** The same, below an existing folder if {@code dirId} is not null. */
    public static StagedRow tree(long line, String key, String parentKey, @Nullable String dirId, String name) {
        String cells = CellCodec.encode(List.of(key, parentKey, name));
        return new StagedRow(line, NAME_COLUMN, KEY_COLUMN, key, parentKey, dirId, name, cells);
    }

    /**
     * The rows for one line of the format {@code path}: the folder itself, then its ancestors from the nearest to the
     * top.
     */
    public static List<StagedRow> path(long line, String path) {
        return chain(line, path, false);
    }

    /** The rows for one line with one column per level. */
    static List<StagedRow> levels(long line, String... names) {
        return chain(line, "/" + String.join("/", names), true);
    }

    private static List<StagedRow> chain(long line, String path, boolean columnPerLevel) {
        List<StagedRow> rows = new ArrayList<>();
        String key = path;
        while (!key.isEmpty()) {
            String parent = key.substring(0, key.lastIndexOf('/'));
            int column =
                    columnPerLevel ? (int) key.chars().filter(c -> c == '/').count() : 1;
            boolean named = rows.isEmpty();
            rows.add(new StagedRow(
                    named ? line : null,
                    column,
                    column,
                    key,
                    parent,
                    null,
                    key.substring(parent.length() + 1),
                    named ? CellCodec.encode(List.of(path)) : null));
            key = parent;
        }
        return rows;
    }

    /** Rows that are staged without problems. */
    public static StagedRows staged(List<StagedRow> rows) throws IOException {
        StagedRows staging = new StagedRows();
        staging.add(rows, problem -> {
            throw new AssertionError(problem.describe("manifest"));
        });
        return staging;
    }

    public static StagedRows staged(StagedRow... rows) throws IOException {
        return staged(List.of(rows));
    }

    /** The number of the only folder with that name. */
    static int number(StagedRows rows, String name) {
        int found = StagedRows.NONE;
        for (int number = 1; number < rows.size(); number++) {
            if (rows.isDefined(number) && rows.name(number).equals(name)) {
                if (found != StagedRows.NONE) {
                    throw new AssertionError("Two folders are named " + name);
                }
                found = number;
            }
        }
        return found;
    }

    static List<Problem> problems(TreeBuilder tree) {
        List<Problem> problems = new ArrayList<>();
        tree.findProblems(problems::add);
        return problems;
    }
}
