package io.github.pantree.ledger;

import io.github.pantree.support.CsvFormat;
import java.util.List;

/**
 * The columns and the encoding of a manifest, which its results are written with.
 *
 * @param header the names as written
 * @param own the positions of the user's own columns, which are copied to the results
 * @param keyed whether rows refer to their parents' rows by key
 * @param parentColumn the cell of a row, counted from 1, that holds such a reference; 0 if none does
 * @param csv encoding and delimiter of the file
 */
public record ManifestFormat(List<String> header, List<Integer> own, boolean keyed, int parentColumn, CsvFormat csv) {

    /** Picks the user's own cells out of a row, or the names of their columns out of the header. */
    public List<String> own(List<String> cells) {
        return own.stream().map(cells::get).toList();
    }
}
