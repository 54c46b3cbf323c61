package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.KnownChild;
import java.util.function.Consumer;

/** The recorded tree of an account, for a plan, which only reads it. */
public interface RecordedTree extends AutoCloseable {

    /**
     * Whether every folder of an account's manifest exists according to its runs, so that another run would send
     * nothing.
     */
    boolean isComplete(ProvisioningTarget target, String account);

    /** Visits the children of a remote folder that an account's manifests know. */
    void forEachKnownChild(String baseUrl, String account, DirId parent, Consumer<KnownChild> each);

    @Override
    void close();
}
