package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Detects a dirID returned for two folders, which would put children into the wrong folder. Keeps a limited number of
 * dirIDs, since a server that mixes up its responses does so immediately, and a manifest may contain a million folders.
 */
final class ReturnedDirIds {

    private static final int MAX_SIZE = 10_000;

    private final Map<DirId, Long> owners = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DirId, Long> eldest) {
            return size() > MAX_SIZE;
        }
    };

    /** Folders that were accepted under a name that was not requested. */
    private final Set<DirId> renamed = new HashSet<>();

    /**
     * Whether a returned dirID belongs to the folder's parent or to another folder; otherwise it is recorded for the
     * folder.
     */
    boolean belongsToOther(FolderTask task, DirId dirId) {
        Long owner = owners.putIfAbsent(dirId, task.folder.number());
        return dirId.equals(task.parent) || (owner != null && owner != task.folder.number());
    }

    /**
     * Whether two rows would end with the same folder, because a server that treats their names as equal returned the
     * folder of one name for the other. A listing with the exact name outweighs a response.
     */
    boolean isShared(FolderTask task, DirId found) {
        Created result = task.renamedResult;
        if (result != null && result.dirId().equals(found)) {
            if (renamed.size() < MAX_SIZE) {
                renamed.add(found);
            }
            return belongsToOther(task, found);
        }
        return renamed.contains(found) && belongsToOther(task, found);
    }
}
