package io.github.pantree.provisioning;

import io.github.pantree.folder.DirId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dirIDs that the API answered lately, to notice one that it gives twice: a child would land in a stranger's folder.
 * Bounded, since a server that mixes up its answers does so at once, and a manifest may hold a million folders.
 */
final class GivenDirIds {

    private static final int MOST = 10_000;

    private final Map<DirId, Long> owners = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DirId, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Whether an answered dirID is that of the folder's parent or of another folder; else it is the folder's. */
    boolean isOthers(FolderTask task, DirId answered) {
        Long owner = owners.putIfAbsent(answered, task.folder.number());
        return answered.equals(task.parent) || (owner != null && owner != task.folder.number());
    }
}
