package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a row of a sheet from its cells. */
final class SheetRowBuilder {

    /** A longer row is not a row of names; cells that share a few long texts could fill the memory. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final long line;
    private final boolean date1904;
    private final List<String> cells = new ArrayList<>();
    private final List<Problem> flaws = new ArrayList<>();

    private boolean hidden;
    private long characters;

    /**
     * Starts a row.
     *
     * @param line the row's number in the spreadsheet program, counted from 1
     * @param date1904 whether the workbook counts days from 1904, as on old Macs
     */
    SheetRowBuilder(long line, boolean date1904) {
        this.line = line;
        this.date1904 = date1904;
    }

    long line() {
        return line;
    }

    void hide(boolean isHidden) {
        hidden = isHidden;
    }

    /** @param column counted from 0 */
    void text(int column, String text) {
        characters += text.length();
        if (!text.isEmpty() && characters <= MOST_CHARACTERS) {
            while (cells.size() <= column) {
                cells.add("");
            }
            cells.set(column, text);
        }
    }

    void truth(int column, boolean value) {
        text(column, value ? "TRUE" : "FALSE");
    }

    void number(int column, double value, int format, @Nullable String pattern) {
        String text = CellFormatter.number(value, format, pattern, date1904);
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

    /** The row, up to its last cell with content. */
    Row row() {
        return characters > MOST_CHARACTERS
                ? Row.bad(Problem.of(line, 1, "row.long", cells.isEmpty() ? "" : cells.get(0), MOST_CHARACTERS))
                : new Row(line, List.copyOf(cells), List.copyOf(flaws), null, hidden, Map.of());
    }
}
