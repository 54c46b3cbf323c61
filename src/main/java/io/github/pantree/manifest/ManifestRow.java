package io.github.pantree.manifest;

import io.github.pantree.support.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a manifest, checked without regard to other records.
 *
 * @param line the line of the file on which the record begins, counted from 1
 * @param cells every cell as written, in the manifest's order
 * @param entries the folders it asks for, its own first, then the parents on its path; empty if they cannot be
 *     determined
 * @param problems what is wrong with it, or was changed on demand
 */
public record ManifestRow(long line, List<String> cells, List<FolderRequest> entries, List<Problem> problems) {

    /**
     * A folder that must exist.
     *
     * @param line the line that names it, or null for a parent on the path of this row
     * @param column the cell that names it, counted from 1
     * @param keyColumn the cell that identifies it: the same, but where rows have keys
     * @param key what identifies the folder within the manifest: its path, or the key its row gives it
     * @param parentKey the key of its parent; empty for the top level
     * @param parentDirId its parent, if that is an existing folder which the row gives; null otherwise
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
