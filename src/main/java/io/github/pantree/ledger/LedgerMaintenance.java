package io.github.pantree.ledger;

/** Deletes manifests and reclaims space. */
public interface LedgerMaintenance {

    /**
     * Removes a manifest's identity, so that it is new when it is registered again; the next {@link #deleteMarked}
     * deletes its folders. Part of the caller's transaction.
     */
    void markForDeletion(long manifest);

    /** Durably deletes marked manifests and their folders, in transactions of some thousand rows. */
    void deleteMarked();

    /**
     * Reclaims free space in the database file if there is much of it. Must be the last operation, since later ones may
     * find no connection.
     */
    void compact();

    /** The size of the whole database in bytes. */
    long size();
}
