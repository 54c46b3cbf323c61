package io.github.pantree.ledger;

/** All folders of all manifests, in the database of the job repository, by the roles in which callers use them. */
public record Ledger(
        ManifestRegistry manifests,
        FolderStore folders,
        AccountTree tree,
        LedgerReport report,
        LedgerMaintenance maintenance) {}
