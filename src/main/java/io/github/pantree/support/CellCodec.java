package io.github.pantree.support;

import java.util.ArrayList;
import java.util.List;

/**
 * Encodes the cells of a CSV record as one text: {@code 3:abc0:5:d,\n"e}, each cell after its length in UTF-16 units.
 */
public final class CellCodec {

    private CellCodec() {}

    public static String encode(List<String> cells) {
        StringBuilder text = new StringBuilder();
        for (String cell : cells) {
            text.append(cell.length()).append(':').append(cell);
        }
        return text.toString();
    }

    /**
     * Decodes the result of {@link #encode}.
     *
     * @throws IllegalArgumentException if {@code text} is not such a result
     */
    public static List<String> decode(String text) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? -1 : colon + 1 + Integer.parseInt(text.substring(at, colon));
            if (end < 0 || end > text.length()) {
                throw new IllegalArgumentException("Not joined cells: " + text);
            }
            cells.add(text.substring(colon + 1, end));
            at = end;
        }
        return List.copyOf(cells);
    }
}
