package io.github.pantree.provisioning.create;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parents that were made, and that the API says it does not know: not everywhere yet, or not any more. One call asks again
 * now and then; the other children wait for what comes of it, since each would get the same answer.
 */
final class MissingParents {

    private static final class Inquiry {
        private final FolderTask asking;
        private final List<FolderTask> waiting = new ArrayList<>();

        private Inquiry(FolderTask asking) {
            this.asking = asking;
        }
    }

    private final Map<Long, Inquiry> inquiries = new HashMap<>();
    private final Set<Long> gone = new HashSet<>();

    boolean isGone(List<FolderTask> siblings) {
        return gone.contains(parent(siblings));
    }

    /** Whether other siblings are asking; these wait then, and are given back by {@link #recordKnown} or {@link #gone}. */
    boolean isDelayed(List<FolderTask> siblings) {
        Inquiry inquiry = inquiries.get(parent(siblings));
        if (inquiry == null || siblings.contains(inquiry.asking)) {
            return false;
        }
        inquiry.waiting.addAll(siblings);
        return true;
    }

    /** Notes that the API does not know the parent. Whether it is these children that ask again. */
    boolean recordMissing(List<FolderTask> siblings) {
        inquiries.computeIfAbsent(parent(siblings), parent -> new Inquiry(siblings.get(0)));
        return !isDelayed(siblings);
    }

    /** Ends the inquiry if it was these children's: the API has given them another answer. The others may go on. */
    List<FolderTask> recordKnown(List<FolderTask> siblings) {
        Inquiry inquiry = inquiries.get(parent(siblings));
        if (inquiry == null || !siblings.contains(inquiry.asking)) {
            return List.of();
        }
        inquiries.remove(parent(siblings));
        return inquiry.waiting;
    }

    /** Gives the parent of the asking children up, for this run. The others have waited in vain. */
    List<FolderTask> giveUp(List<FolderTask> siblings) {
        gone.add(parent(siblings));
        return recordKnown(siblings);
    }

    private static long parent(List<FolderTask> siblings) {
        return siblings.get(0).folder.parentNumber();
    }
}
