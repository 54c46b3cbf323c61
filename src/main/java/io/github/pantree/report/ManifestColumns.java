package io.github.pantree.report;

import java.util.List;

/**
 * The columns of the manifest that a run was given.
 *
 * @param header the names as written
 * @param own the positions of those that belong to the user and are carried through
 * @param keyed whether rows refer to their parents' rows by key
 */
public record ManifestColumns(List<String> header, List<Integer> own, boolean keyed) {

    List<String> own(List<String> cells) {
        return own.stream().map(cells::get).toList();
    }
}
