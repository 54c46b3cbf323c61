package io.github.pantree.report;

import io.github.pantree.support.FormulaEscaper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats CSV records according to RFC 4180, but with LF. OpenCSV's writer cannot do this: it quotes either every cell
 * or only those with a special character, so cells would lose surrounding whitespace, which spreadsheets remove unless
 * quoted, and a record with one empty cell would be a blank line.
 */
final class CsvFormatter {

    private CsvFormatter() {}

    static String of(List<? extends @Nullable String> cells) {
        return of(cells, ",");
    }

    static String of(List<? extends @Nullable String> cells, String delimiter) {
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

    /** Values as cells; null stays null. */
    static List<@Nullable String> cells(@Nullable Object... values) {
        return Arrays.stream(values)
                .<@Nullable String>map(value -> value == null ? null : value.toString())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Cells for display: a spreadsheet does not evaluate any of them. */
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
