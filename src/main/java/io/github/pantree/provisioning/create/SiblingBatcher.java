package io.github.pantree.provisioning.create;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Groups the folders that may be sent by their parents: siblings are sent in one call. While children of a parent are
 * still being admitted, only full batches of them are sent.
 */
final class SiblingBatcher {

    private static final long NONE = Long.MIN_VALUE;

    private final Map<Long, Deque<FolderTask>> byParent = new LinkedHashMap<>();
    private long expected = NONE;

    /** Children of this parent are now being admitted; those of other parents are complete. */
    void expectChildOf(long parent) {
        expected = parent;
    }

    /** No more children will be admitted. */
    void complete() {
        expected = NONE;
    }

    void add(FolderTask task) {
        of(task).addLast(task);
    }

    /** Returns folders that were about to be sent. */
    void addFirst(List<FolderTask> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            of(tasks.get(i)).addFirst(tasks.get(i));
        }
    }

    private Deque<FolderTask> of(FolderTask task) {
        return byParent.computeIfAbsent(task.folder.parentNumber(), parent -> new ArrayDeque<>());
    }

    /**
     * The next siblings to send, at most {@code most} of them; empty if none may be sent yet.
     *
     * @param maySend whether another call for a parent may be sent
     */
    List<FolderTask> next(int most, LongPredicate maySend) {
        return next(most, maySend, false);
    }

    /**
     * The next siblings, even if more of them are still to be admitted: no more are admitted while those that are wait
     * for each other.
     */
    List<FolderTask> nextIncomplete(int most, LongPredicate maySend) {
        return next(most, maySend, true);
    }

    private List<FolderTask> next(int most, LongPredicate maySend, boolean incomplete) {
        for (Iterator<Map.Entry<Long, Deque<FolderTask>>> parents =
                        byParent.entrySet().iterator();
                parents.hasNext(); ) {
            Map.Entry<Long, Deque<FolderTask>> parent = parents.next();
            boolean complete = parent.getKey() != expected || parent.getValue().size() >= most;
            if ((complete || incomplete) && maySend.test(parent.getKey())) {
                List<FolderTask> batch = poll(parent.getValue(), most);
                if (parent.getValue().isEmpty()) {
                    parents.remove();
                }
                return batch;
            }
        }
        return List.of();
    }

    /** Respects the smallest {@code maxBatchSize} of the siblings in the batch. */
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
