package io.github.pantree.provisioning.create;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Created parents that the API does not know: not yet on all its servers, or not any more. One call is retried after a
 * pause; the other children wait for its result, since each would get the same one.
 */
final class MissingParents {

    private record Inquiry(FolderTask asking, List<FolderTask> waiting) {}

    private final Map<Long, Inquiry> inquiries = new HashMap<>();
    private final Set<Long> givenUp = new HashSet<>();

    boolean isGivenUp(List<FolderTask> siblings) {
        return givenUp.contains(parent(siblings));
    }

    /**
     * Whether other siblings are retrying; these then wait until {@link #recordKnown} or {@link #giveUp} returns them.
     */
    boolean isDelayed(List<FolderTask> siblings) {
        Inquiry inquiry = inquiries.get(parent(siblings));
        if (inquiry == null || siblings.contains(inquiry.asking)) {
            return false;
        }
        inquiry.waiting.addAll(siblings);
        return true;
    }

    /** Records that the API does not know the parent, and returns whether these children should retry. */
    boolean recordMissing(List<FolderTask> siblings) {
        inquiries.computeIfAbsent(parent(siblings), parent -> new Inquiry(siblings.get(0), new ArrayList<>()));
        return !isDelayed(siblings);
    }

    /** Ends the retries of these children, if any, and returns those that waited for the result. */
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
        givenUp.add(parent(siblings));
        return recordKnown(siblings);
    }

    private static long parent(List<FolderTask> siblings) {
        return siblings.get(0).folder.parentNumber();
    }
}
