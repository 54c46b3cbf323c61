package io.github.pantree.report;

import io.github.pantree.support.FormulaEscaper;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes CSV records as RFC 4180 has them, but with LF. */
final class CsvFormatter {

    private static final String COMMA = ",";

    private CsvFormatter() {}

    static String of(List<? extends @Nullable String> cells) {
        return of(cells, COMMA);
    }

    static String of(List<? extends @Nullable String> cells, String delimiter) {
        // A record of one empty cell would read as a blank line.
        if (cells.size() == 1
                && (cells.get(0) == null || String.valueOf(cells.get(0)).isEmpty())) {
            return "\"\"\n";
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            append(line.append(i == 0 ? "" : delimiter), cells.get(i), delimiter);
        }
        return line.append('\n').toString();
    }

    /** Cells for people: none of them is run by a spreadsheet. */
    static List<@Nullable String> harmless(List<? extends @Nullable String> cells) {
        return cells.stream()
                .<@Nullable String>map(cell -> cell == null ? null : FormulaEscaper.escape(cell))
                .collect(Collectors.toList());
    }

    private static void append(StringBuilder line, @Nullable String text, String delimiter) {
        if (text == null) {
            return;
        }
        if (isPlain(text, delimiter)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean isPlain(String text, String delimiter) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !text.contains(delimiter) && text.equals(text.strip());
    }
}
