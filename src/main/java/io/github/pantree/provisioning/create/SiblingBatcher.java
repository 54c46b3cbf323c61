package io.github.pantree.provisioning.create;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folders that may be sent, gathered by their parents: siblings leave in one call. A parent whose children are still being
 * admitted waits until they fill a call, so that no call leaves with fewer names than it might hold.
 */
final class SiblingBatcher {

    private static final long NOBODY = Long.MIN_VALUE;

    private final Map<Long, Deque<FolderTask>> byParent = new LinkedHashMap<>();
    private long coming = NOBODY;

    /** Says whose children are being admitted; those admitted before are complete. */
    void expectChildOf(long parent) {
        coming = parent;
    }

    /** Says that no more children are coming for now. */
    void complete() {
        coming = NOBODY;
    }

    void add(FolderTask task) {
        of(task).addLast(task);
    }

    /** For those that were about to leave. */
    void addFirst(List<FolderTask> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            of(tasks.get(i)).addFirst(tasks.get(i));
        }
    }

    private Deque<FolderTask> of(FolderTask task) {
        return byParent.computeIfAbsent(task.folder.parentNumber(), parent -> new ArrayDeque<>());
    }

    /** The siblings to leave next, at most {@code most} of them; empty if nobody may leave yet. */
    List<FolderTask> next(int most) {
        for (Iterator<Map.Entry<Long, Deque<FolderTask>>> parents =
                        byParent.entrySet().iterator();
                parents.hasNext(); ) {
            Map.Entry<Long, Deque<FolderTask>> parent = parents.next();
            if (parent.getKey() != coming || parent.getValue().size() >= most) {
                List<FolderTask> batch = poll(parent.getValue(), most);
                if (parent.getValue().isEmpty()) {
                    parents.remove();
                }
                return batch;
            }
        }
        return List.of();
    }

    /** A sibling that must leave in smaller company keeps the batch small. */
    private static List<FolderTask> poll(Deque<FolderTask> siblings, int most) {
        List<FolderTask> batch = new ArrayList<>();
        int room = most;
        while (!siblings.isEmpty()) {
            room = Math.min(room, siblings.element().maxBatchSize);
            if (batch.size() >= room) {
                break;
            }
            batch.add(siblings.remove());
        }
        return batch;
    }

    boolean isEmpty() {
        return byParent.isEmpty();
    }

    void clear() {
        byParent.clear();
    }
}
