package io.github.pantree.manifest;

import io.github.pantree.folder.FolderDepth;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The format in which a manifest lists its folders. Cells are addressed by their position in the record. */
sealed interface Shape {

    /** The name in the documentation. */
    String label();

    /** The positions of the columns of the format; all others belong to the user. */
    List<Integer> columns();

    /** The positions of the columns that hold names or paths. */
    List<Integer> nameColumns();

    /** The positions of the columns whose cells may be empty. */
    List<Integer> optionalColumns();

    /** Whether a column holds what distinguishes the row from all others, so that merged cells cannot share it. */
    default boolean isOwnName(int column) {
        return (this instanceof Path own && column == own.path)
                || (this instanceof Tree tree && (column == tree.key || column == tree.name));
    }

    /** The position of the column with the dirID of an existing parent, or {@link RowParent#NONE}. */
    int anchor();

    /** The positions of columns that contain keys or dirIDs of other folders. */
    default List<Integer> references() {
        return anchor() == RowParent.NONE ? List.of() : List.of(anchor());
    }

    /** The folders that a record requests. Problems are added to {@code names}. */
    List<FolderRequest> read(long line, List<String> cells, NameChecker names);

    /** {@code /2026/Q1/banner}: the parents on the path are requested, too. */
    record Path(int path, int anchor) implements Shape {

        @Override
        public String label() {
            return "path";
        }

        @Override
        public List<Integer> columns() {
            return RowParent.columns(anchor, path);
        }

        @Override
        public List<Integer> nameColumns() {
            return List.of(path);
        }

        @Override
        public List<Integer> optionalColumns() {
            return references();
        }

        @Override
        public List<FolderRequest> read(long line, List<String> cells, NameChecker names) {
            String text = stripped(cells.get(path).replace('\\', '/'), names);
            int from = text.startsWith("/") ? 1 : 0;
            int to = text.length() > from && text.endsWith("/") ? text.length() - 1 : text.length();
            List<Step> steps = Arrays.stream(text.substring(from, to).split("/", -1))
                    .map(name -> new Step(name, path + 1))
                    .toList();
            return chain(line, steps, RowParent.of(line, cells, anchor, names), names);
        }
    }

    /** Removes whitespace before a leading slash and after a trailing one, which is not part of a name. */
    private static String stripped(String path, NameChecker names) {
        String bare = names.withoutSurroundingWhitespace(path);
        int from = bare.startsWith("/") ? path.indexOf('/') : 0;
        int to = bare.endsWith("/") ? path.lastIndexOf('/') + 1 : path.length();
        return path.substring(from, to);
    }

    /** {@code 2026,Q1,banner}, one column per level; trailing levels may be empty. */
    record Levels(List<Integer> levels, int anchor) implements Shape {

        @Override
        public String label() {
            return "levels";
        }

        @Override
        public List<Integer> columns() {
            return RowParent.columns(anchor, levels.toArray(Integer[]::new));
        }

        @Override
        public List<Integer> nameColumns() {
            return levels;
        }

        @Override
        public List<Integer> optionalColumns() {
            return RowParent.columns(anchor, levels.toArray(Integer[]::new));
        }

        @Override
        public List<FolderRequest> read(long line, List<String> cells, NameChecker names) {
            int depth = levels.size();
            while (depth > 1 && cells.get(levels.get(depth - 1)).isEmpty()) {
                depth--;
            }
            List<Step> steps = new ArrayList<>();
            boolean gap = false;
            for (int i = 0; i < depth; i++) {
                String name = cells.get(levels.get(i));
                int column = levels.get(i) + 1;
                steps.add(new Step(name, column));
                if (name.isEmpty() && depth > 1) {
                    gap = true;
                    names.add(Problem.of(line, column, "row.gap", String.join(",", named(cells)), i + 1));
                }
            }
            return gap ? List.of() : chain(line, steps, RowParent.of(line, cells, anchor, names), names);
        }

        private List<String> named(List<String> cells) {
            return levels.stream().map(cells::get).toList();
        }
    }

    /** {@code n7,n3,banner}: rows refer to each other by key. */
    record Tree(int key, int parentKey, int name, int anchor) implements Shape {

        @Override
        public String label() {
            return "tree";
        }

        @Override
        public List<Integer> columns() {
            return RowParent.columns(anchor, key, parentKey, name);
        }

        @Override
        public List<Integer> nameColumns() {
            return List.of(name);
        }

        @Override
        public List<Integer> optionalColumns() {
            return RowParent.columns(anchor, parentKey);
        }

        @Override
        public List<FolderRequest> read(long line, List<String> cells, NameChecker names) {
            String own = names.withoutSurroundingWhitespace(cells.get(key));
            if (own.isBlank()) {
                names.add(Problem.of(line, key + 1, "row.key", own));
            }
            boolean good = names.isGood();
            String checked = names.check(line, name + 1, cells.get(name));
            RowParent top = RowParent.of(line, cells, anchor, names);
            String parent = names.withoutSurroundingWhitespace(cells.get(parentKey));
            if (top.dirId() != null && !parent.isEmpty()) {
                names.add(Problem.of(line, anchor + 1, "row.parents", top.dirId(), parent));
            }
            if (own.isBlank()) {
                return List.of();
            }
            // The key is kept even without a valid name, so that children are not reported as orphans as well.
            String usable = good && names.isGood() ? checked : "";
            String below = top.dirId() == null ? parent : top.key();
            return List.of(new FolderRequest(line, name + 1, key + 1, own, below, usable, top.dirId()));
        }
    }

    /** A name on the path, and the cell that contains it. */
    record Step(String name, int column) {}

    private static String path(List<Step> steps) {
        return steps.stream().map(Step::name).collect(Collectors.joining("/", "/", ""));
    }

    private static List<FolderRequest> chain(long line, List<Step> steps, RowParent top, NameChecker names) {
        if (steps.size() > FolderDepth.MAX) {
            names.add(Problem.of(line, steps.get(0).column(), "row.deep", path(steps), FolderDepth.MAX));
            return List.of();
        }
        List<Step> checked = steps.stream()
                .map(step -> new Step(checked(line, step, steps, names), step.column()))
                .toList();
        return names.isGood() ? entries(line, checked, top) : List.of();
    }

    /** An empty name in the middle of a path is reported with the whole path. */
    private static String checked(long line, Step step, List<Step> steps, NameChecker names) {
        if (step.name().isEmpty() && steps.size() > 1) {
            names.add(Problem.of(line, step.column(), "name.empty", path(steps)));
            return "";
        }
        return names.check(line, step.column(), step.name());
    }

    /** The folder at the end of the path first, then its ancestors from the nearest to the top. */
    private static List<FolderRequest> entries(long line, List<Step> steps, RowParent top) {
        List<FolderRequest> entries = new ArrayList<>(steps.size());
        String key = top.prefix() + path(steps);
        for (int depth = steps.size(); depth > 0; depth--) {
            Step step = steps.get(depth - 1);
            String parentKey = key.substring(0, key.length() - step.name().length() - 1);
            boolean first = depth == 1;
            entries.add(new FolderRequest(
                    depth == steps.size() ? line : null,
                    step.column(),
                    step.column(),
                    key,
                    first ? top.key() : parentKey,
                    step.name(),
                    first ? top.dirId() : null));
            key = parentKey;
        }
        return entries;
    }
}
