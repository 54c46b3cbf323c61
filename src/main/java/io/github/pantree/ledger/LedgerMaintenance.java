package io.github.pantree.ledger;

/** Recovers from lost commits, deletes manifests, and reclaims space. */
public interface LedgerMaintenance {

    /**
     * Detects that the database is older than what was sent, says so in the log, and durably treats what may have been
     * sent since as in doubt. To be called before a run.
     */
    void recoverFromLoss();

    /**
     * Removes a manifest's identity, so that it is new when it is registered again; the next {@link #deleteMarked}
     * deletes its rows. Part of the caller's transaction.
     */
    void markForDeletion(long manifest);

    /**
     * Durably deletes marked manifests, in transactions of some thousand rows. Names and dirIDs of the folders that
     * they created stay in the account's tree: without them, folders that listings do not show would be created twice.
     */
    void deleteMarked();

    /**
     * Reclaims free space in the database file if there is much of it. Must be the last operation, since later ones may
     * find no connection.
     */
    void compact();

    /** The size of the whole database in bytes. */
    long size();
}
