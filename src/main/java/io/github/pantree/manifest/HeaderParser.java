package io.github.pantree.manifest;

import static io.github.pantree.manifest.ColumnNames.KEY;
import static io.github.pantree.manifest.ColumnNames.NAME;
import static io.github.pantree.manifest.ColumnNames.PARENT_DIR_ID;
import static io.github.pantree.manifest.ColumnNames.PARENT_KEY;
import static io.github.pantree.manifest.ColumnNames.PATH;

import io.github.pantree.manifest.ColumnNames.Meanings;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.List;

/** Reads a manifest's shape off its header line. */
final class HeaderParser {

    private final long line;
    private final List<String> columns;
    private final Meanings meanings;

    /** What result.csv begins with; see the README. */
    private static final List<String> RESULT =
            List.of("line", "path", "name", "dir_id", "parent_dir_id", "status", "message", "trace_id");

    private HeaderParser(long line, List<String> columns, Meanings meanings) {
        this.line = line;
        this.columns = columns;
        this.meanings = meanings;
    }

    /**
     * The shape that the header names.
     *
     * @throws InvalidManifestException if it names none, more than one, or a part of one
     */
    static Shape shape(long line, List<String> columns, ColumnNames names) throws InvalidManifestException {
        HeaderParser header = new HeaderParser(line, columns, names.meanings(columns));
        if (columns.size() >= RESULT.size() && columns.subList(0, RESULT.size()).equals(RESULT)) {
            // Its paths would be made again, below the very folders that it tells of.
            throw header.invalid(0, "header.result");
        }
        List<String> missing = names.missing(columns);
        if (!missing.isEmpty()) {
            throw header.invalid(0, "header.map", String.join(", ", missing));
        }
        return header.shape();
    }

    private Shape shape() throws InvalidManifestException {
        List<String> shapes = new ArrayList<>();
        if (meanings.isPath()) {
            shapes.add(PATH);
        }
        if (meanings.isTree()) {
            shapes.add(PARENT_KEY);
        }
        if (meanings.isLevels()) {
            shapes.add("level1");
        }
        if (meanings.hasLevelGap()) {
            throw invalid(0, "header.levels");
        }
        if (shapes.isEmpty()) {
            throw invalid(0, "header.shape");
        }
        if (shapes.size() > 1) {
            throw invalid(0, "header.shapes", String.join(", ", shapes));
        }
        int anchor = meanings.positions().getOrDefault(PARENT_DIR_ID, RowParent.NONE);
        Shape shape = meanings.isPath()
                ? new Shape.Path(position(PATH), anchor)
                : meanings.isLevels()
                        ? new Shape.Levels(meanings.levels(), anchor)
                        : new Shape.Tree(position(KEY), position(PARENT_KEY), position(NAME), anchor);
        for (String twice : meanings.twice()) {
            if (shape.columns().contains(position(twice))) {
                throw invalid(0, "header.twice", twice);
            }
        }
        return shape;
    }

    private int position(String column) throws InvalidManifestException {
        Integer position = meanings.positions().get(column);
        if (position == null) {
            throw invalid(0, "header.missing", column);
        }
        return position;
    }

    private InvalidManifestException invalid(int column, String key, Object... values) {
        return new InvalidManifestException(Problem.of(line, column, key, String.join(",", columns), values));
    }
}
