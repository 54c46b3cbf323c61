package io.github.pantree.manifest;

import static io.github.pantree.manifest.ColumnNames.KEY;
import static io.github.pantree.manifest.ColumnNames.NAME;
import static io.github.pantree.manifest.ColumnNames.PARENT_DIR_ID;
import static io.github.pantree.manifest.ColumnNames.PARENT_KEY;
import static io.github.pantree.manifest.ColumnNames.PATH;

import io.github.pantree.manifest.ColumnNames.Meanings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import io.github.pantree.support.Problem;
import io.github.pantree.support.ResultColumns;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Determines the format of a manifest from its header line. */
record HeaderParser(long line, List<String> columns, Meanings meanings) {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");

    private static final int LONGEST_EXAMPLE = 60;

    private static final Pattern SEPARATORS = Pattern.compile("[,;|\t，；、｜]");

    /**
     * The format of the header.
     *
     * @throws InvalidManifestException if it has the columns of no format, of several formats, or only some columns of
     *     one
     */
    static Shape shape(long line, List<String> columns, ColumnNames names) throws InvalidManifestException {
        HeaderParser header = new HeaderParser(line, columns, names.meanings(columns));
        int first = ResultColumns.FIRST.size();
        if (columns.size() >= first && columns.subList(0, first).equals(ResultColumns.FIRST)) {
            // Otherwise its paths would be created again, below the folders that it lists.
            throw header.invalid("header.result");
        }
        List<String> missing = names.missing(columns);
        if (!missing.isEmpty()) {
            throw header.invalid("header.map", String.join(", ", missing));
        }
        Shape shape = header.shape(names);
        for (int i = 0; i < columns.size(); i++) {
            if (!shape.columns().contains(i) && ColumnNames.isNearParentDirId(columns.get(i))) {
                // Otherwise it would be ignored as a column of the user, and the folders created in the wrong place.
                throw header.invalid("header.near", columns.get(i), PARENT_DIR_ID);
            }
        }
        return shape;
    }

    /** Whether the columns name a format, even with errors. */
    static boolean isHeader(List<String> columns, ColumnNames names) {
        return !names.meanings(columns).shapes().isEmpty();
    }

    /** Whether at least two columns of a shape stand side by side, as they do in no row of names. */
    static boolean isWideHeader(List<String> columns, ColumnNames names) {
        Meanings meanings = names.meanings(columns);
        return meanings.levels().size() > 1
                || (meanings.positions().containsKey(KEY)
                        && meanings.positions().containsKey(NAME));
    }

    private Shape shape(ColumnNames names) throws InvalidManifestException {
        String columnSet = columnSet(names);
        int anchor = meanings.positions().getOrDefault(PARENT_DIR_ID, RowParent.NONE);
        Shape shape = switch (columnSet) {
            case PATH -> new Shape.Path(position(PATH), anchor);
            case PARENT_KEY -> new Shape.Tree(position(KEY), position(PARENT_KEY), position(NAME), anchor);
            default -> new Shape.Levels(meanings.levels(), anchor);
        };
        for (String twice : meanings.twice()) {
            if (shape.columns().contains(position(twice))) {
                throw invalid("header.twice", twice);
            }
        }
        return shape;
    }

    /** The column that tells which column set the header has. */
    private String columnSet(ColumnNames names) throws InvalidManifestException {
        if (meanings.hasLevelGap()) {
            throw invalid("header.levels");
        }
        List<String> shapes = meanings.shapes();
        if (shapes.size() > 1) {
            throw invalid("header.shapes", String.join(", ", shapes));
        }
        if (shapes.isEmpty()) {
            throw noShape(names);
        }
        return shapes.get(0);
    }

    private InvalidManifestException noShape(ColumnNames names) {
        if (isOneCell(names)) {
            return invalid("header.oneCell");
        }
        List<String> traditional = columns.stream().map(HeaderParser::big5).toList();
        if (isHeader(traditional, names)) {
            return new InvalidManifestException(Problem.of(line, 0, "header.big5", String.join(",", traditional)));
        }
        return invalid("header.shape", ownColumn());
    }

    /** Whether the line has the columns of a format, but separated in another way, or quoted as a whole. */
    private boolean isOneCell(ColumnNames names) {
        return columns.stream().filter(column -> !column.isBlank()).count() == 1
                && isHeader(List.of(SEPARATORS.split(columns.get(0), -1)), names);
    }

    /** What the column is called if its bytes are Big5, which was read as GB18030. */
    private static String big5(String column) {
        return new String(column.getBytes(GB18030), BIG5);
    }

    private int position(String column) throws InvalidManifestException {
        Integer position = meanings.positions().get(column);
        if (position == null) {
            // The parent_id of a database is a key, not a dirID.
            Integer id = column.equals(PARENT_KEY) ? meanings.positions().get(PARENT_DIR_ID) : null;
            throw invalid("header.missing", column, id == null ? ownColumn() : PrintableText.of(columns.get(id)));
        }
        return position;
    }

    /** The first column without a meaning, as an example for {@code --map}. */
    private String ownColumn() {
        return IntStream.range(0, columns.size())
                .filter(i -> !meanings.positions().containsValue(i))
                .mapToObj(columns::get)
                .filter(name -> !name.isBlank() && name.length() <= LONGEST_EXAMPLE)
                .findFirst()
                .map(PrintableText::of)
                .orElseGet(() -> Messages.format("problem.header.yours"));
    }

    private InvalidManifestException invalid(String key, Object... values) {
        return new InvalidManifestException(Problem.of(line, 0, key, String.join(",", columns), values));
    }
}
