package io.github.pantree.manifest;

import io.github.pantree.support.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a manifest, checked independently of other records.
 *
 * @param line the line of the file on which the record begins, counted from 1
 * @param cells every cell as written, in the order of the manifest
 * @param entries the requested folders, its own first, then the parents on its path; empty if they cannot be determined
 * @param problems errors, and changes that were made on request
 */
public record ManifestRow(long line, List<String> cells, List<FolderRequest> entries, List<Problem> problems) {

    /**
     * A requested folder.
     *
     * @param line the line that names it; null for a parent on the path of this row
     * @param column the cell that names it, counted from 1
     * @param keyColumn the cell that identifies it; the same unless rows have keys
     * @param key identifies the folder within the manifest: its path, or the key of its row
     * @param parentKey the key of its parent; empty for the top level
     * @param parentDirId its parent, if the row gives the dirID of an existing folder; null otherwise
     */
    public record FolderRequest(
            @Nullable Long line,
            int column,
            int keyColumn,
            String key,
            String parentKey,
            String name,
            @Nullable String parentDirId) {}

    /** A row that cannot be read, or a problem of the file as a whole. */
    public static ManifestRow bad(Problem problem) {
        return new ManifestRow(problem.line(), List.of(), List.of(), List.of(problem));
    }
}
