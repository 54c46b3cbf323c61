package io.github.pantree.ledger;

/** All folders of all manifests, in the database of the job repository. Callers use the role that they need. */
public interface Ledger extends ManifestRegistry, FolderStore, AccountTree, LedgerReport, LedgerMaintenance {}
