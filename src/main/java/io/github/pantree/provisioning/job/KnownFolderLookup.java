package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.LookupResult;
import io.github.pantree.provisioning.create.MissingChildren;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Looks up folders that the runs of the account are known to have recorded, as a run of the planned manifest would. */
record KnownFolderLookup(RecordedTree recorded, ProvisioningTarget target, FolderApi api, boolean recheck) {

    /** Whether all folders of the manifest are known to exist, so that a run would have nothing left to do. */
    boolean knowsAll() {
        return !recheck && recorded.isComplete(target, api.account());
    }

    /** Compares a listing with what is recorded; see {@link MissingChildren}. */
    MissingChildren missing(DirId parent, Set<String> wanted, Listed listed) {
        return MissingChildren.of(
                each -> recorded.forEachKnownChild(target.baseUrl(), api.account(), parent, each), wanted, listed);
    }

    /**
     * Requests the details of known folders that a listing lacks, and passes what a run would find: what is listed,
     * and those of them that exist. Passes no folder that is absent, or for which that remains unknown.
     *
     * @param open by name: the folders that the listing alone does not decide
     */
    void findKnown(
            DirId parent,
            Map<String, LedgerFolder> open,
            Listed listed,
            CallExecutor calls,
            BiConsumer<LedgerFolder, LookupResult> onFound) {
        Map<String, Set<DirId>> known = new HashMap<>();
        MissingChildren missing = missing(parent, open.keySet(), listed);
        missing.names()
                .forEach((dirId, name) ->
                        known.computeIfAbsent(name, first -> new HashSet<>()).add(dirId));
        open.keySet().forEach(name -> {
            Set<DirId> others = missing.listedUnderOtherName(name);
            if (!others.isEmpty()) {
                known.computeIfAbsent(name, first -> new HashSet<>()).addAll(others);
            }
        });
        open.forEach((name, folder) -> {
            LookupResult lookup = LookupResult.of(name, listed);
            Set<DirId> asked = known.getOrDefault(name, new HashSet<>());
            if (folder.dirId() != null && !lookup.dirIds().contains(folder.dirId())) {
                asked.add(folder.dirId());
            }
            new DetailPass(parent, missing, folder, lookup, asked.size(), onFound).ask(asked, calls);
        });
    }

    /** Collects the details of all known remote folders that may be one folder of the plan. */
    private final class DetailPass {

        private final DirId parent;
        private final MissingChildren missing;
        private final LedgerFolder folder;
        private final LookupResult lookup;
        private final BiConsumer<LedgerFolder, LookupResult> onFound;
        private final Set<DirId> existing = new HashSet<>();
        private int open;
        private boolean unknown;

        DetailPass(
                DirId parent,
                MissingChildren missing,
                LedgerFolder folder,
                LookupResult lookup,
                int open,
                BiConsumer<LedgerFolder, LookupResult> onFound) {
            this.parent = parent;
            this.missing = missing;
            this.folder = folder;
            this.lookup = lookup;
            this.open = open;
            this.onFound = onFound;
        }

        void ask(Set<DirId> asked, CallExecutor calls) {
            asked.forEach(dirId -> calls.call(
                    folder.path(), folder.line(), () -> api.detail(dirId), result -> onResult(dirId, result)));
        }

        private void onResult(DirId dirId, DetailResult result) {
            if (result instanceof DetailResult.Found found && missing.isShown(dirId, parent, folder.name(), found)) {
                existing.add(dirId);
            } else if (result instanceof DetailResult.Unknown || result instanceof DetailResult.NotSent) {
                unknown = true;
            }
            LookupResult all = lookup.with(existing);
            if (--open == 0 && !all.isAbsent() && (!unknown || all.dirIds().size() > 1)) {
                onFound.accept(folder, all);
            }
        }
    }
}
