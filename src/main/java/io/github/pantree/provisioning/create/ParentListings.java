package io.github.pantree.provisioning.create;

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
final class ParentListings {

    /** Learns what a look shows. */
    interface LookupCallback {
        void onListed(LookupResult sighting);

        void onRefused(String why);
    }

    private record Lookup(FolderTask task, LookupCallback eyes) {}

    private final CallExecutor workers;
    private final FolderApi api;
    /** By the number of the parent; those who wait for its next listing. */
    private final Map<Long, List<Lookup>> waiting = new LinkedHashMap<>();

    private final Set<Long> underWay = new HashSet<>();

    ParentListings(CallExecutor workers, FolderApi api) {
        this.workers = workers;
        this.api = api;
    }

    /** Looks with the parent's next listing: the one under way may have begun before the task's call ended. */
    void request(FolderTask task, LookupCallback eyes) {
        waiting.computeIfAbsent(task.folder.parentNumber(), parent -> new ArrayList<>())
                .add(new Lookup(task, eyes));
    }

    /** Begins the listings that are waited for. */
    void begin() {
        for (Iterator<Map.Entry<Long, List<Lookup>>> parents =
                        waiting.entrySet().iterator();
                parents.hasNext(); ) {
            Map.Entry<Long, List<Lookup>> parent = parents.next();
            if (underWay.add(parent.getKey())) {
                parents.remove();
                list(parent.getKey(), parent.getValue());
            }
        }
    }

    private void list(long parent, List<Lookup> looks) {
        FolderTask any = looks.get(0).task();
        // The listing is for them; the path that a person knows is that of one of them.
        workers.call(
                any.folder.path(),
                any.folder.line(),
                () -> api.list(any.knownParent()),
                answer -> listed(parent, looks, answer));
    }

    private void listed(long parent, List<Lookup> looks, ListResult answer) {
        underWay.remove(parent);
        if (answer instanceof Listed listed) {
            looks.forEach(look ->
                    look.eyes().onListed(LookupResult.of(look.task().folder.name(), listed)));
        } else if (answer instanceof ListResult.Refused refused) {
            looks.forEach(look -> look.eyes().onRefused(refused.describe()));
        }
    }

    /** Forgets who was waiting, and looks once for each of these; nothing is reported of refusals. */
    void restart(List<FolderTask> tasks, BiConsumer<FolderTask, LookupResult> sees) {
        waiting.clear();
        underWay.clear();
        for (FolderTask task : tasks) {
            request(task, new LookupCallback() {
                @Override
                public void onListed(LookupResult sighting) {
                    sees.accept(task, sighting);
                }

                @Override
                public void onRefused(String why) {
                    // It stays in doubt, which is what the ledger says.
                }
            });
        }
        begin();
    }
}
