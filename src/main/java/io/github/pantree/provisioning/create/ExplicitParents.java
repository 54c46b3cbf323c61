package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Detects two rows that ask for one folder in two ways: below a parent that one of them gives by its dirID, and that
 * the other reaches by its path. Only the remote tree shows that both parents are one.
 */
final class ExplicitParents {

    private record FolderLocation(DirId parent, String name) {}

    private final Set<DirId> dirIds;
    private final Map<FolderLocation, Long> rows = new HashMap<>();

    ExplicitParents(Set<DirId> dirIds) {
        this.dirIds = dirIds;
    }

    /** Whether another row asks for this folder, whose parent is known. */
    boolean isAskedForTwice(FolderTask task) {
        DirId parent = task.knownParent();
        if (!dirIds.contains(parent)) {
            return false;
        }
        Long other = rows.putIfAbsent(new FolderLocation(parent, task.folder.name()), task.folder.number());
        return other != null && other != task.folder.number();
    }
}
