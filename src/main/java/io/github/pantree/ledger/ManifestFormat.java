package io.github.pantree.ledger;

import java.util.List;

/**
 * The columns of a manifest and how it is written, which its results are written with.
 *
 * @param header the names as written
 * @param own the positions of those that belong to the user and are carried through
 * @param keyed whether rows refer to their parents' rows by key
 * @param parentColumn the cell of a row, counted from 1, that holds such a reference; 0 if none does
 * @param writing how the file is written
 */
public record ManifestFormat(
        List<String> header, List<Integer> own, boolean keyed, int parentColumn, CsvFormat writing) {

    /**
     * How a file is written.
     *
     * @param encoding the name of a charset
     * @param mark whether it begins with a byte order mark
     * @param delimiter what stands between cells: one character
     */
    public record CsvFormat(String encoding, boolean mark, String delimiter) {}

    /** Picks the user's own cells out of a row, or the names of their columns out of the header. */
    public List<String> own(List<String> cells) {
        return own.stream().map(cells::get).toList();
    }
}
