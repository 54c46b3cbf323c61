package io.github.pantree.ledger;

import java.util.List;

/**
 * The columns of a manifest, which its results are written with.
 *
 * @param header the names as written
 * @param own the positions of those that belong to the user and are carried through
 * @param keyed whether rows refer to their parents' rows by key
 */
public record Columns(List<String> header, List<Integer> own, boolean keyed) {

    /** Picks the user's own cells out of a row, or the names of their columns out of the header. */
    public List<String> own(List<String> cells) {
        return own.stream().map(cells::get).toList();
    }
}
