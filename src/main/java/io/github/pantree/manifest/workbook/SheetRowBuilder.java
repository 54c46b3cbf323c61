package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a sheet while its cells come in. */
final class SheetRowBuilder {

    private final long line;
    private final List<String> cells = new ArrayList<>();
    private final List<Problem> flaws = new ArrayList<>();

    /** @param line the row's number as the spreadsheet program shows it, counted from 1 */
    SheetRowBuilder(long line) {
        this.line = line;
    }

    long line() {
        return line;
    }

    /** @param column counted from 0, never lower than the one before */
    void text(int column, String text) {
        if (!text.isEmpty()) {
            while (cells.size() < column) {
                cells.add("");
            }
            cells.add(text);
        }
    }

    void truth(int column, boolean value) {
        text(column, value ? "TRUE" : "FALSE");
    }

    void number(int column, double value, int format, @Nullable String pattern) {
        String text = CellFormatter.number(value, format, pattern);
        if (CellFormatter.isVagueDate(value, format, pattern)) {
            flaws.add(Problem.of(line, column + 1, "cell.date", text));
        }
        if (CellFormatter.isRounded(value)) {
            flaws.add(Problem.of(line, column + 1, "cell.number", text, CellFormatter.MOST_DIGITS));
        }
        text(column, text);
    }

    void error(int column, String text) {
        flaws.add(Problem.of(line, column + 1, "cell.error", text));
        text(column, text);
    }

    /** A formula without a saved result. */
    void formula(int column) {
        flaws.add(Problem.of(line, column + 1, "cell.formula", ""));
    }

    /** The row, padded to a width: where cells are left empty on the right, a sheet has none. */
    Row row(int width) {
        while (cells.size() < width) {
            cells.add("");
        }
        return new Row(line, List.copyOf(cells), List.copyOf(flaws), null);
    }
}
