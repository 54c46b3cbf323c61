package io.github.pantree.provisioning.create;

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

    /** Whether it says if the folder exists. A folder with a dirID of an earlier run is looked up by that. */
    boolean decides(FolderTask task) {
        return task.folder.parentNumber() == number && task.folder.dirId() == null && !unproven.contains(task.name());
    }
}
