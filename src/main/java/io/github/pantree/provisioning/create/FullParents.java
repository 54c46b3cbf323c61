package io.github.pantree.provisioning.create;

import io.github.pantree.pan123.Capabilities;
import io.github.pantree.support.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parents in which the API creates no more folders, because they are full, or too deep. The refusal of several names
 * may also mean that the array is too long; only the refusal of a single name distinguishes the two.
 */
final class FullParents {

    /**
     * A parent for which several names were refused.
     *
     * @param size how many
     * @param created how many were created since
     * @param learned the size of arrays that was known to be refused before
     */
    private record Suspicion(int size, int created, int learned) {}

    private final Capabilities capabilities;
    private final FolderOutcomes outcomes;
    private final Map<Long, Suspicion> suspected = new HashMap<>();
    private final Map<Long, String> full = new HashMap<>();

    FullParents(Capabilities capabilities, FolderOutcomes outcomes) {
        this.capabilities = capabilities;
        this.outcomes = outcomes;
    }

    boolean isFull(List<FolderTask> siblings) {
        return full.containsKey(parent(siblings));
    }

    void fail(FolderTask task) {
        String refusal = full.getOrDefault(task.folder.parentNumber(), "");
        outcomes.fail(task, Messages.format("row.full", task.knownParent().orSlash(), refusal));
    }

    /**
     * Records that several names were refused for their number.
     *
     * @return whether one of them should be sent alone first, since so many were accepted elsewhere
     */
    boolean recordRefused(List<FolderTask> batch) {
        Suspicion before = suspected.get(parent(batch));
        int learned = before == null ? capabilities.leastRefused() : before.learned();
        suspected.put(parent(batch), new Suspicion(batch.size(), 0, learned));
        boolean accepted = capabilities.isProven(batch.size());
        if (!accepted) {
            capabilities.recordSizeRefused(batch.size());
        }
        return accepted;
    }

    /** Records that a single name was refused for its number: no other one will be accepted. */
    void recordFull(FolderTask task) {
        full.put(task.folder.parentNumber(), task.lastError);
        Suspicion suspicion = suspected.remove(task.folder.parentNumber());
        if (suspicion != null) {
            capabilities.retractSizeRefusal(suspicion.learned());
        }
    }

    /**
     * Records created folders: when as many were created as had been refused, the length of the array was the reason.
     */
    void recordCreated(List<FolderTask> batch, int count) {
        Suspicion suspicion = suspected.get(parent(batch));
        if (suspicion == null) {
            return;
        }
        int created = suspicion.created() + count;
        if (created < suspicion.size()) {
            suspected.put(parent(batch), new Suspicion(suspicion.size(), created, suspicion.learned()));
        } else {
            suspected.remove(parent(batch));
            if (capabilities.isProven(suspicion.size()) && batch.size() < suspicion.size()) {
                capabilities.recordSizeRefused(suspicion.size());
            }
        }
    }

    private static long parent(List<FolderTask> siblings) {
        return siblings.get(0).folder.parentNumber();
    }
}
