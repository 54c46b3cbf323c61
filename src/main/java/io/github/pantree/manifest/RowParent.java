package io.github.pantree.manifest;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.NameRule;
import io.github.pantree.support.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parent of the top of a row: the manifest's target, or an existing folder that the row gives.
 *
 * @param key the key of that folder within the manifest; empty for the target
 * @param prefix distinguishes the paths of the row from equal paths below other parents
 * @param dirId the existing folder; null for the target
 */
record RowParent(String key, String prefix, @Nullable String dirId) {

    /** The position of an absent column. */
    static final int NONE = -1;

    private static final RowParent TARGET = new RowParent("", "", null);

    /** Cannot occur in the key of a row, since it is a control character. */
    private static final char MARK = '\u0001';

    /** @param anchor the position of the column with the dirID, or {@link #NONE} */
    static RowParent of(long line, List<String> cells, int anchor, NameChecker names) {
        String dirId = anchor == NONE ? "" : cells.get(anchor);
        if (dirId.isEmpty()) {
            return TARGET;
        }
        if (!DirId.isPlausible(dirId) || dirId.codePoints().anyMatch(NameRule::isBlank)) {
            names.add(Problem.of(line, anchor + 1, "row.dirId", dirId));
        }
        return new RowParent(MARK + dirId, dirId + ":", dirId);
    }

    static List<Integer> columns(int anchor, Integer... shape) {
        return anchor == NONE
                ? List.of(shape)
                : Stream.concat(Stream.of(shape), Stream.of(anchor)).toList();
    }
}
