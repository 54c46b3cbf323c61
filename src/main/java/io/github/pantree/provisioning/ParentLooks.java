package io.github.pantree.provisioning;

import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** By the number of the parent; those who wait for its next listing. */
    private final Map<Long, List<Look>> waiting = new LinkedHashMap<>();

    private final Set<Long> underWay = new HashSet<>();

    ParentLooks(Workers workers, FolderApi api) {
        this.workers = workers;
        this.api = api;
    }

    /** Looks with the parent's next listing: the one under way may have begun before the task's call ended. */
    void look(FolderTask task, Eyes eyes) {
        waiting.computeIfAbsent(task.folder.parentNumber(), parent -> new ArrayList<>())
                .add(new Look(task, eyes));
    }

    /** Begins the listings that are waited for. */
    void begin() {
        for (Iterator<Map.Entry<Long, List<Look>>> parents = waiting.entrySet().iterator(); parents.hasNext(); ) {
            Map.Entry<Long, List<Look>> parent = parents.next();
            if (underWay.add(parent.getKey())) {
                parents.remove();
                list(parent.getKey(), parent.getValue());
            }
        }
    }

    private void list(long parent, List<Look> looks) {
        FolderTask any = looks.get(0).task();
        // The listing is for them; the path that a person knows is that of one of them.
        workers.call(
                any.folder.path(),
                any.folder.line(),
                () -> api.list(any.knownParent()),
                answer -> listed(parent, looks, answer));
    }

    private void listed(long parent, List<Look> looks, ListResult answer) {
        underWay.remove(parent);
        if (answer instanceof Listed listed) {
            looks.forEach(
                    look -> look.eyes().sees(Sighting.of(look.task().folder.name(), listed)));
        } else if (answer instanceof ListResult.Refused refused) {
            looks.forEach(look -> look.eyes().refused(refused.describe()));
        }
    }

    /** Forgets who was waiting, and looks once for each of these; nothing is reported of refusals. */
    void restart(List<FolderTask> tasks, BiConsumer<FolderTask, Sighting> sees) {
        waiting.clear();
        underWay.clear();
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
        begin();
    }
}
