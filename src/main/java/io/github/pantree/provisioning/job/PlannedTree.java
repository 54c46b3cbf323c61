package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.MissingChildren;
import java.util.Map;
import java.util.function.BiConsumer;

/** What a run of the planned manifest knows from earlier runs, so that the plan matches that run. */
record PlannedTree(RecordedTree recorded, ProvisioningTarget target, FolderApi api, boolean recheck) {

    /** Whether a run would have nothing left to do. */
    boolean isComplete() {
        return !recheck && recorded.isComplete(target, api.account());
    }

    /** Passes the folders that a listing lacks but that exist, each with its dirID, so that a run would find them. */
    void findKnown(
            DirId parent,
            Map<String, LedgerFolder> absent,
            Listed listed,
            CallExecutor calls,
            BiConsumer<LedgerFolder, DirId> onFound) {
        MissingChildren missing = MissingChildren.of(
                each -> recorded.forEachKnownChild(target.baseUrl(), api.account(), parent, each),
                absent.keySet(),
                listed);
        missing.dirIds(absent.keySet()).forEach((name, dirId) -> {
            LedgerFolder folder = absent.get(name);
            if (folder != null) {
                calls.call(folder.path(), folder.line(), () -> api.detail(dirId), result -> {
                    if (result instanceof DetailResult.Found found && found.isAt(parent, name)) {
                        onFound.accept(folder, dirId);
                    }
                });
            }
        });
    }
}
