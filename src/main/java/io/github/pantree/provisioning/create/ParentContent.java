package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import java.util.Map;
import java.util.Set;

/**
 * What a complete listing of a parent shows of its unfinished children, for those that are admitted later: listing a
 * parent again for each group of its children would take hours if it has a hundred thousand.
 *
 * @param number the number of the parent; rows can refer to the same remote folder by another number
 * @param listed the children that the listing contains, by name
 * @param unproven names that the listing does not decide, since the account's tree knows another folder or a call with
 *     this name
 */
record ParentContent(long number, Map<String, LookupResult> listed, Set<String> unproven) {

    /**
     * Whether it says if the folder exists. A folder with a dirID of an earlier run exists if it is listed, alone;
     * otherwise it is looked up by that dirID.
     */
    boolean decides(FolderTask task) {
        DirId known = task.folder.dirId();
        return task.folder.parentNumber() == number
                && (known == null ? !unproven.contains(task.name()) : isListedAlone(known, task));
    }

    private boolean isListedAlone(DirId known, FolderTask task) {
        LookupResult result = listed.get(task.name());
        return result != null && known.equals(result.dirId()) && !task.mayBeOurs();
    }
}
