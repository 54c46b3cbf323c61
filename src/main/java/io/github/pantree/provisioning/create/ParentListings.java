package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Looks up folders by listing their parents: one listing serves all requests that wait for it when it begins. */
final class ParentListings {

    private record Request(FolderTask any, Consumer<Listed> onListed, Consumer<String> onRefused) {}

    private final CallExecutor executor;
    private final FolderApi api;
    private final BiConsumer<FolderTask, String> onRefused;
    /** The requests for the next listing of each parent, by the number of the parent. */
    private final Map<Long, List<Request>> waiting = new LinkedHashMap<>();

    private final Set<Long> inFlight = new HashSet<>();

    /** @param onRefused receives each requested folder whose parent the API refuses to list, and the reason */
    ParentListings(CallExecutor executor, FolderApi api, BiConsumer<FolderTask, String> onRefused) {
        this.executor = executor;
        this.api = api;
        this.onRefused = onRefused;
    }

    /**
     * Requests the next listing of the parent, since the current one may have started before the folders' call ended.
     */
    void request(List<FolderTask> siblings, Consumer<Listed> onListed) {
        request(siblings.get(0), onListed, reason -> siblings.forEach(task -> onRefused.accept(task, reason)));
    }

    /**
     * Like {@link #request(List, Consumer)}.
     *
     * @param any one of the children
     * @param onRefused receives the reason if the API refuses to list the parent
     */
    void request(FolderTask any, Consumer<Listed> onListed, Consumer<String> onRefused) {
        waiting.computeIfAbsent(any.folder.parentNumber(), parent -> new ArrayList<>())
                .add(new Request(any, onListed, onRefused));
    }

    /** Starts the requested listings, one at a time per parent. */
    void begin() {
        begin(false);
    }

    /**
     * Like {@link #begin()}.
     *
     * @param allowWhenHalted as for {@link FolderApi#list(DirId, boolean)}
     */
    void begin(boolean allowWhenHalted) {
        List<Long> free = waiting.keySet().stream().filter(inFlight::add).toList();
        free.forEach(parent -> list(parent, Objects.requireNonNull(waiting.remove(parent)), allowWhenHalted));
    }

    private void list(long parent, List<Request> requests, boolean allowWhenHalted) {
        FolderTask any = requests.get(0).any();
        // Log lines name the requested folder, since its path is in the manifest.
        executor.call(
                any.folder.path(),
                any.folder.line(),
                () -> api.list(any.knownParent(), allowWhenHalted),
                result -> onResult(parent, requests, result));
    }

    private void onResult(long parent, List<Request> requests, ListResult result) {
        inFlight.remove(parent);
        if (result instanceof Listed listed) {
            requests.forEach(request -> request.onListed().accept(listed));
        } else if (result instanceof ListResult.Refused refused) {
            requests.forEach(request -> request.onRefused().accept(refused.describe()));
        }
    }
}
