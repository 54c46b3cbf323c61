package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerFolder;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the create step.
 *
 * @param folder null if no folder is pending, but some were sent more than once, so that the writer has to check them
 * @param last whether no more folders follow, so that the writer waits until all of them have an outcome
 */
record PendingFolder(@Nullable LedgerFolder folder, boolean last) {

    /** For a manifest in which nothing is pending. */
    static final PendingFolder NONE = new PendingFolder(null, true);
}
