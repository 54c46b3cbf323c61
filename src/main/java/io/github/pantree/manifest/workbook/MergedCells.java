package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.util.CellRangeAddress;

/** Ranges of merged cells that span several rows: the value of the first row applies to all of them. */
final class MergedCells {

    private static final int MOST_RANGES = 1_000_000;
    private static final int LONGEST_TAG = 200;
    private static final Pattern RANGE = Pattern.compile("^(?:\\w+:)?mergeCell\\s.*?ref=[\"']([A-Z0-9:$]+)[\"']");

    /** @param value the value of the first row in the first column of the range */
    private record OpenRange(int lastRow, String value) {}

    private final List<CellRangeAddress> ranges = new ArrayList<>();
    private final Map<Integer, OpenRange> open = new TreeMap<>();
    private Deque<CellRangeAddress> ahead = new ArrayDeque<>();

    /** The merged ranges of a sheet; in its XML they follow the rows. */
    static MergedCells of(InputStream sheet) throws IOException {
        MergedCells merged = new MergedCells();
        StringBuilder tag = new StringBuilder();
        try (InputStream in = new BufferedInputStream(sheet, 1 << 16)) {
            boolean inTag = false;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '<') {
                    tag.setLength(0);
                    inTag = true;
                } else if (c == '>' && inTag) {
                    inTag = false;
                    merged.addTag(tag);
                } else if (inTag && tag.length() < LONGEST_TAG) {
                    tag.append((char) c);
                }
            }
        }
        merged.sort();
        return merged;
    }

    private void addTag(StringBuilder tag) throws IOException {
        if (tag.indexOf("mergeCell") >= 0) {
            Matcher range = RANGE.matcher(tag);
            if (range.find()) {
                add(CellRangeAddress.valueOf(range.group(1)));
            }
        }
    }

    void add(CellRangeAddress range) throws IOException {
        if (range.getLastRow() > range.getFirstRow()) {
            if (ranges.size() == MOST_RANGES) {
                throw new UnreadableWorkbookException("cells", MOST_RANGES);
            }
            ranges.add(range);
        }
    }

    /** Called when all ranges are known, before the first row. */
    void sort() {
        ranges.sort(Comparator.comparingInt(CellRangeAddress::getFirstRow));
        ahead = new ArrayDeque<>(ranges);
    }

    /** The row, completed with the values of merged ranges; called in row order. */
    Row complete(Row row) {
        if (ahead.isEmpty() && open.isEmpty()) {
            return row;
        }
        int number = (int) row.line() - 1;
        open.values().removeIf(range -> range.lastRow() < number);
        Map<Integer, String> shared = new TreeMap<>();
        open.forEach((column, range) -> {
            if (cell(row, column).isEmpty() && !range.value().isEmpty()) {
                shared.put(column, range.value());
            }
        });
        while (!ahead.isEmpty() && ahead.element().getFirstRow() <= number) {
            CellRangeAddress range = ahead.remove();
            if (range.getFirstRow() == number) {
                int column = range.getFirstColumn();
                open.put(column, new OpenRange(range.getLastRow(), cell(row, column)));
            }
        }
        return shared.isEmpty() ? row : row.withMerged(shared);
    }

    private static String cell(Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : "";
    }
}
