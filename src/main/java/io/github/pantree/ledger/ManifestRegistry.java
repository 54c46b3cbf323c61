package io.github.pantree.ledger;

import io.github.pantree.support.Problem;
import java.util.List;

/**
 * Registers manifests and builds their folders. Staged rows are lost with the process; then a manifest that is not
 * resolved is read again.
 */
public interface ManifestRegistry {

    /**
     * The number of an account's manifest in the ledger; a new manifest is inserted. A manifest whose account is
     * unknown, as version 0.1 registered it, becomes this account's; no other manifest changes its account.
     */
    long register(ProvisioningTarget target, String account);

    /** Whether the manifest is valid and its folders are in the ledger. */
    boolean isResolved(long manifest);

    /** Saves a manifest's format, so that its results can be written without the file. */
    void saveFormat(long manifest, ManifestFormat format);

    /** Deletes all staged rows and problems. */
    void clearStaging(long manifest);

    /**
     * Adds rows and problems in file order. A row whose key is already staged becomes a problem, unless the earlier one
     * was an implicit parent.
     */
    void stage(long manifest, List<StagedRow> rows, List<Problem> problems);

    /**
     * Builds folders from the rows staged by this process: determines each row's place in the tree, and reports
     * duplicates, orphans and cycles as problems. If there are problems, no folders are built.
     *
     * @return whether the folders were built
     */
    boolean buildTree(long manifest);
}
