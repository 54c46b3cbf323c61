package io.github.pantree.provisioning;

import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListAnswer;
import io.github.pantree.pan123.ListAnswer.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Looks for folders by listing their parents: one listing serves all that wait for it when it begins. */
final class ParentLooks {

    /** Learns what a look shows. */
    interface Eyes {
        void sees(Sighting sighting);

        void refused(String why);
    }

    private record Look(FolderTask task, Eyes eyes) {}

    private final Workers workers;
    private final FolderApi api;
    /** By the number of the parent; those who wait for the next listing. A parent is a key while one is under way. */
    private final Map<Long, List<Look>> waiting = new HashMap<>();

    ParentLooks(Workers workers, FolderApi api) {
        this.workers = workers;
        this.api = api;
    }

    void look(FolderTask task, Eyes eyes) {
        long parent = task.folder.parentNumber();
        List<Look> next = waiting.get(parent);
        if (next != null) {
            // The listing under way may have begun before this task's call ended, so it proves nothing for it.
            next.add(new Look(task, eyes));
            return;
        }
        waiting.put(parent, new ArrayList<>());
        list(parent, List.of(new Look(task, eyes)));
    }

    private void list(long parent, List<Look> looks) {
        FolderTask any = looks.get(0).task();
        workers.call(() -> api.list(any.knownParent()), answer -> listed(parent, looks, answer));
    }

    private void listed(long parent, List<Look> looks, ListAnswer answer) {
        List<Look> next = waiting.remove(parent);
        if (answer instanceof Listed listed) {
            looks.forEach(
                    look -> look.eyes().sees(Sighting.of(look.task().folder.name(), listed)));
        } else if (answer instanceof ListAnswer.Refused refused) {
            looks.forEach(look -> look.eyes().refused(refused.describe()));
        }
        if (next != null && !next.isEmpty()) {
            next.addAll(waiting.getOrDefault(parent, List.of()));
            waiting.put(parent, new ArrayList<>());
            list(parent, next);
        }
    }

    /** Forgets who was waiting, and looks once for each of these; nothing is reported of refusals. */
    void restart(List<FolderTask> tasks, BiConsumer<FolderTask, Sighting> sees) {
        waiting.clear();
        for (FolderTask task : tasks) {
            look(task, new Eyes() {
                @Override
                public void sees(Sighting sighting) {
                    sees.accept(task, sighting);
                }

                @Override
                public void refused(String why) {
                    // It stays in doubt, which is what the ledger says.
                }
            });
        }
    }
}
