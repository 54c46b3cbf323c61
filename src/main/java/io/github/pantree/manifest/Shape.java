package io.github.pantree.manifest;

import io.github.pantree.folder.NameRule;
import io.github.pantree.manifest.ManifestRow.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a manifest says which folders it wants. Cells are addressed by their position in the record. */
sealed interface Shape {

    /** No limit is documented; a tree beyond it is a mistake in the file, and its paths would not fit anywhere. */
    int MAX_DEPTH = 500;

    /** Whether two rows may not have the same key, apart from not being twins under one parent. */
    boolean hasOwnKeys();

    /** The positions of the columns that make up the shape; all others belong to the user. */
    List<Integer> columns();

    /** The folders that a record asks for, or what is wrong with it. */
    ManifestRow read(long line, List<String> cells);

    /** {@code /2026/Q1/banner}: the parents on the path are wanted too. */
    record Path(int path) implements Shape {

        @Override
        public boolean hasOwnKeys() {
            return false;
        }

        @Override
        public List<Integer> columns() {
            return List.of(path);
        }

        @Override
        public ManifestRow read(long line, List<String> cells) {
            String text = cells.get(path).replace('\\', '/');
            int from = text.startsWith("/") ? 1 : 0;
            int to = text.length() > from && text.endsWith("/") ? text.length() - 1 : text.length();
            return chain(line, cells, List.of(text.substring(from, to).split("/", -1)));
        }
    }

    /** {@code 2026,Q1,banner}, one column a level; trailing levels may be empty. */
    record Levels(List<Integer> levels) implements Shape {

        @Override
        public boolean hasOwnKeys() {
            return false;
        }

        @Override
        public List<Integer> columns() {
            return levels;
        }

        @Override
        public ManifestRow read(long line, List<String> cells) {
            List<String> names = new ArrayList<>(levels.stream().map(cells::get).toList());
            while (names.size() > 1 && names.get(names.size() - 1).isEmpty()) {
                names.remove(names.size() - 1);
            }
            return chain(line, cells, names);
        }
    }

    /** {@code n7,n3,banner}: rows refer to each other by key. */
    record Tree(int key, int parentKey, int name) implements Shape {

        @Override
        public boolean hasOwnKeys() {
            return true;
        }

        @Override
        public List<Integer> columns() {
            return List.of(key, parentKey, name);
        }

        @Override
        public ManifestRow read(long line, List<String> cells) {
            Entry entry = new Entry(line, cells.get(key), cells.get(parentKey), cells.get(name));
            List<Problem> problems = new ArrayList<>();
            if (entry.key().isBlank()) {
                problems.add(new Problem(
                        line,
                        "the key is empty",
                        entry.key(),
                        "each row has a key of its own",
                        "give the row a key that no other row has"));
            }
            brokenName(line, entry.name()).ifPresent(problems::add);
            if (problems.isEmpty()) {
                return ManifestRow.good(line, cells, List.of(entry));
            }
            // Its key stays known, so that its children are not called orphans on top.
            Entry nameless = new Entry(line, entry.key(), entry.parentKey(), "");
            return new ManifestRow(line, cells, entry.key().isBlank() ? List.of() : List.of(nameless), problems);
        }
    }

    private static ManifestRow chain(long line, List<String> cells, List<String> names) {
        if (names.size() > MAX_DEPTH) {
            return ManifestRow.bad(line, cells, List.of(tooDeep(line, "/" + String.join("/", names))));
        }
        List<Problem> problems =
                names.stream().flatMap(name -> brokenName(line, name).stream()).toList();
        return problems.isEmpty()
                ? ManifestRow.good(line, cells, entries(line, names))
                : ManifestRow.bad(line, cells, problems);
    }

    /** The folder at the end of the path first, then its parents from the nearest up. */
    private static List<Entry> entries(long line, List<String> names) {
        List<Entry> entries = new ArrayList<>(names.size());
        String key = "/" + String.join("/", names);
        for (int depth = names.size(); depth > 0; depth--) {
            String name = names.get(depth - 1);
            String parentKey = key.substring(0, key.length() - name.length() - 1);
            entries.add(new Entry(depth == names.size() ? line : null, key, parentKey, name));
            key = parentKey;
        }
        return entries;
    }

    private static Problem tooDeep(long line, String what) {
        return new Problem(
                line,
                "the folder lies too deep",
                what,
                "a manifest has at most " + MAX_DEPTH + " levels",
                "make the tree flatter, or split the manifest and use --parent");
    }

    private static Optional<Problem> brokenName(long line, String name) {
        return NameRule.brokenBy(name).map(rule -> Problem.name(line, rule, name));
    }
}
