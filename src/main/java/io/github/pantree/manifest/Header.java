package io.github.pantree.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a manifest's shape off its header line. Column names ignore case, blanks and underscores. */
final class Header {

    private static final String SHAPES =
            "a manifest has a column path, or the columns key, parent_key and name, or level1, level2, …";

    private final long line;
    private final List<String> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    private Header(long line, List<String> columns) {
        this.line = line;
        this.columns = columns;
    }

    /**
     * The shape that the header names.
     *
     * @throws InvalidManifest if it names none, more than one, a part of one, or a column twice
     */
    static Shape shape(long line, List<String> columns) throws InvalidManifest {
        return new Header(line, columns).shape();
    }

    private Shape shape() throws InvalidManifest {
        index();
        boolean path = positions.containsKey("path");
        boolean levels = positions.containsKey("level1");
        boolean tree = positions.containsKey("key") || positions.containsKey("parentkey");
        int shapes = (path ? 1 : 0) + (levels ? 1 : 0) + (tree ? 1 : 0);
        if (shapes != 1) {
            throw invalid(
                    shapes == 0
                            ? "the columns of a manifest are missing"
                            : "the columns of two shapes stand side by side",
                    SHAPES,
                    "name the columns of exactly one shape in the first line");
        }
        if (path) {
            return new Shape.Path(position("path"));
        }
        return levels ? levels() : new Shape.Tree(position("key"), position("parentkey"), position("name"));
    }

    private void index() throws InvalidManifest {
        for (int i = 0; i < columns.size(); i++) {
            String column = normal(columns.get(i));
            if (positions.put(column, i) != null && !column.isEmpty()) {
                throw invalid(
                        "the column " + columns.get(i).strip() + " stands there twice",
                        "each column has a name of its own",
                        "rename or delete one of them");
            }
        }
    }

    private Shape levels() {
        List<Integer> levels = new ArrayList<>();
        Integer position = positions.get("level1");
        while (position != null) {
            levels.add(position);
            position = positions.get("level" + (levels.size() + 1));
        }
        return new Shape.Levels(List.copyOf(levels));
    }

    private int position(String column) throws InvalidManifest {
        Integer position = positions.get(column);
        if (position == null) {
            throw invalid(
                    "the column " + (column.equals("parentkey") ? "parent_key" : column) + " is missing",
                    SHAPES,
                    "add the column to the first line");
        }
        return position;
    }

    private InvalidManifest invalid(String what, String rule, String remedy) {
        return new InvalidManifest(new Problem(line, what, String.join(",", columns), rule, remedy));
    }

    private static String normal(String column) {
        return column.replaceAll("[\\s_\\u00a0\\u3000]", "").toLowerCase(Locale.ROOT);
    }
}
