package io.github.pantree.provisioning.create;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Created parents that the API does not know: not on all its servers yet, or not any more. One call retries after a
 * pause; the other children wait for its result, since each would get the same answer.
 */
final class MissingParents {

    private record Inquiry(FolderTask asking, List<FolderTask> waiting) {}

    private final Map<Long, Inquiry> inquiries = new HashMap<>();
    private final Set<Long> gone = new HashSet<>();

    boolean isGivenUp(List<FolderTask> siblings) {
        return gone.contains(parent(siblings));
    }

    /**
     * Whether other siblings are asking; these wait then, until {@link #recordKnown} or {@link #giveUp} returns them.
     */
    boolean isDelayed(List<FolderTask> siblings) {
        Inquiry inquiry = inquiries.get(parent(siblings));
        if (inquiry == null || siblings.contains(inquiry.asking)) {
            return false;
        }
        inquiry.waiting.addAll(siblings);
        return true;
    }

    /** Notes that the API does not know the parent, and returns whether it is these children that ask again. */
    boolean recordMissing(List<FolderTask> siblings) {
        inquiries.computeIfAbsent(parent(siblings), parent -> new Inquiry(siblings.get(0), new ArrayList<>()));
        return !isDelayed(siblings);
    }

    /** Ends the inquiry of these children, if they have one, and returns those that waited for it. */
    List<FolderTask> recordKnown(List<FolderTask> siblings) {
        Inquiry inquiry = inquiries.get(parent(siblings));
        if (inquiry == null || !siblings.contains(inquiry.asking)) {
            return List.of();
        }
        inquiries.remove(parent(siblings));
        return inquiry.waiting;
    }

    /** Gives up the parent for this run, and returns the children that waited. */
    List<FolderTask> giveUp(List<FolderTask> siblings) {
        gone.add(parent(siblings));
        return recordKnown(siblings);
    }

    private static long parent(List<FolderTask> siblings) {
        return siblings.get(0).folder.parentNumber();
    }
}
