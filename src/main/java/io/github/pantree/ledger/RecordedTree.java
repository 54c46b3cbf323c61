package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.KnownChild;
import java.util.function.Consumer;

/** What runs have recorded of an account's tree, for a plan that only reads it. */
public interface RecordedTree extends AutoCloseable {

    /** Whether every folder of a manifest exists, as far as its runs know, so that another run would not look. */
    boolean isComplete(ProvisioningTarget target);

    /** Visits what the manifests of an account know of the children of a remote folder. */
    void forEachKnownChild(String baseUrl, String account, DirId parent, Consumer<KnownChild> each);

    @Override
    void close();
}
