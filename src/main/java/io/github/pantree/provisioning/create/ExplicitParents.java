package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Detects two rows that request the same folder: one below a parent that it gives by dirID, the other by a path that
 * leads to the same parent. Only the remote tree shows that both parents are the same folder.
 */
final class ExplicitParents {

    private record FolderLocation(DirId parent, String name) {}

    private final Set<DirId> dirIds;
    private final Map<FolderLocation, Long> rows = new HashMap<>();

    ExplicitParents(Set<DirId> dirIds) {
        this.dirIds = dirIds;
    }

    /** Whether another row requests this folder, whose parent is known. */
    boolean isAskedForTwice(FolderTask task) {
        DirId parent = task.knownParent();
        if (!dirIds.contains(parent)) {
            return false;
        }
        Long other = rows.putIfAbsent(new FolderLocation(parent, task.folder.name()), task.folder.number());
        return other != null && other != task.folder.number();
    }
}
