package io.github.pantree.provisioning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parents that were made, and that the API says it does not know: not everywhere yet, or not any more. One child asks
 * again now and then; its siblings wait for what comes of it, since each would get the same answer.
 */
final class UnknownParents {

    private static final class Inquiry {
        private final FolderTask asking;
        private final List<FolderTask> waiting = new ArrayList<>();

        private Inquiry(FolderTask asking) {
            this.asking = asking;
        }
    }

    private final Map<Long, Inquiry> inquiries = new HashMap<>();
    private final Set<Long> gone = new HashSet<>();

    boolean isGone(FolderTask child) {
        return gone.contains(child.folder.parentNumber());
    }

    /** Whether a sibling is asking; the child waits then, and is given back by {@link #known} or {@link #gone}. */
    boolean holdsBack(FolderTask child) {
        Inquiry inquiry = inquiries.get(child.folder.parentNumber());
        if (inquiry == null || inquiry.asking == child) {
            return false;
        }
        inquiry.waiting.add(child);
        return true;
    }

    /** Notes that the API does not know a child's parent. Whether the child is the one that asks again. */
    boolean denied(FolderTask child) {
        inquiries.computeIfAbsent(child.folder.parentNumber(), parent -> new Inquiry(child));
        return !holdsBack(child);
    }

    /** Ends the inquiry if it was this child's: the API has given it another answer. Its siblings may go on. */
    List<FolderTask> known(FolderTask child) {
        Inquiry inquiry = inquiries.get(child.folder.parentNumber());
        if (inquiry == null || inquiry.asking != child) {
            return List.of();
        }
        inquiries.remove(child.folder.parentNumber());
        return inquiry.waiting;
    }

    /** Gives the parent of the asking child up, for this run. Its siblings have waited in vain. */
    List<FolderTask> gone(FolderTask child) {
        gone.add(child.folder.parentNumber());
        return known(child);
    }
}
