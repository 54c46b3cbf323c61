package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.RecordedTree;
import java.util.function.Consumer;

/** The recorded tree of an account, read from the ledger of the run itself. */
record LedgerRecordedTree(AccountTree tree, long manifest) implements RecordedTree {

    /** A complete manifest is run again only to check everything. */
    @Override
    public boolean isComplete(ProvisioningTarget target, String account) {
        return false;
    }

    @Override
    public void forEachKnownChild(String baseUrl, String account, DirId parent, Consumer<KnownChild> each) {
        tree.forEachKnownChild(manifest, parent, each);
    }

    /** The ledger stays open. */
    @Override
    public void close() {}
}
