package io.github.pantree.report;

import io.github.pantree.folder.Formulas;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes CSV records as RFC 4180 has them, but with LF. */
final class CsvLine {

    private static final String COMMA = ",";

    private CsvLine() {}

    static String of(List<? extends @Nullable String> cells) {
        return of(cells, COMMA);
    }

    static String of(List<? extends @Nullable String> cells, String delimiter) {
        // A record of one empty cell would read as a blank line.
        if (cells.size() == 1
                && (cells.get(0) == null || String.valueOf(cells.get(0)).isEmpty())) {
            return "\"\"\n";
        }
        return cells.stream().map(text -> cell(text, delimiter)).collect(Collectors.joining(delimiter)) + "\n";
    }

    /** Cells for people: none of them is run by a spreadsheet. */
    static List<@Nullable String> harmless(List<? extends @Nullable String> cells) {
        return cells.stream()
                .<@Nullable String>map(cell -> cell == null ? null : Formulas.harmless(cell))
                .collect(Collectors.toList());
    }

    private static String cell(@Nullable String text, String delimiter) {
        if (text == null) {
            return "";
        }
        boolean plain = !text.contains(delimiter)
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
