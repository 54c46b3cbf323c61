package io.github.pantree.ledger;

import io.github.pantree.support.CsvFormat;
import java.util.List;

/**
 * The columns and the encoding of a manifest, which its result files use as well.
 *
 * @param header the column names as written
 * @param own the positions of the user's own columns, which are copied to the results
 * @param keyed whether rows refer to their parents by key
 * @param parentColumn the cell of a row, counted from 1, with the key of its parent; 0 if there is none
 * @param csv encoding and delimiter of the file
 */
public record ManifestFormat(List<String> header, List<Integer> own, boolean keyed, int parentColumn, CsvFormat csv) {

    /** Selects the user's own cells of a row, or their column names in the header. */
    public List<String> own(List<String> cells) {
        return own.stream().map(cells::get).toList();
    }
}
