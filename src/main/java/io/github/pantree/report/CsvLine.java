package io.github.pantree.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes CSV records as RFC 4180 has them, but with LF. */
final class CsvLine {

    private CsvLine() {}

    static String of(List<? extends @Nullable String> cells) {
        // A record of one empty cell would read as a blank line.
        if (cells.size() == 1
                && (cells.get(0) == null || String.valueOf(cells.get(0)).isEmpty())) {
            return "\"\"\n";
        }
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",")) + "\n";
    }

    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
