package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The dirIDs that the API answered lately, to notice one that it gives twice: a child would land in a stranger's folder.
 * Bounded, since a server that mixes up its answers does so at once, and a manifest may hold a million folders.
 */
final class ReturnedDirIds {

    private static final int MOST = 10_000;

    private final Map<DirId, Long> owners = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DirId, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Folders taken under a name that was not asked for. */
    private final Set<DirId> strays = new HashSet<>();

    /** Whether an answered dirID is that of the folder's parent or of another folder; else it is the folder's. */
    boolean belongsToOther(FolderTask task, DirId answered) {
        Long owner = owners.putIfAbsent(answered, task.folder.number());
        return answered.equals(task.parent) || (owner != null && owner != task.folder.number());
    }

    /**
     * Whether two rows would end with one folder, since a server that does not tell their names apart gave a folder of
     * the one name to the other. A listing's word for a folder of the very name counts for more than an answer's.
     */
    boolean isShared(FolderTask task, DirId found) {
        Created stray = task.renamedResult;
        if (stray != null && stray.dirId().equals(found)) {
            if (strays.size() < MOST) {
                strays.add(found);
            }
            return belongsToOther(task, found);
        }
        return strays.contains(found) && belongsToOther(task, found);
    }
}
