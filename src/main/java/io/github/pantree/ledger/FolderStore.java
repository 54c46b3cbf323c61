package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the discovery and the creation of folders read and write. {@link #markSent} and {@link #saveOutcomes} commit in
 * a transaction of their own before they return, whatever becomes of the caller's: the promise that no folder is
 * created twice depends on it.
 */
public interface FolderStore {

    Optional<LedgerFolder> find(long manifest, long number);

    /**
     * Begins another run: folders that existed have to be listed again, and failed and blocked folders get another
     * attempt. Those that may have been created nevertheless are in doubt again.
     */
    void resetForRerun(long manifest);

    /**
     * Up to {@code limit} existing folders with unfinished children that were not listed, numbered above {@code after}.
     */
    List<LedgerFolder> unlisted(long manifest, long after, int limit);

    /** Up to {@code limit} pending or sent children of a folder, numbered above {@code after}. */
    List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit);

    /** Durably records that the remote children of these folders are known. */
    void markListed(long manifest, Collection<Long> numbers);

    /** Up to {@code limit} pending or sent folders, numbered above {@code after}, in the order of their numbers. */
    List<LedgerFolder> unfinished(long manifest, long after, int limit);

    /** The existing folders that rows name as their parents. */
    Set<DirId> explicitParents(long manifest);

    /**
     * Begins a run that looks at everything again: also what earlier runs created or found is to be looked up, with
     * what they knew of it.
     */
    void resetForRecheck(long manifest);

    /** Durably records that all folders exist, although their dirIDs are not known: for a plan. */
    void markAllExisting(long manifest);

    /**
     * Durably records that mkdirs for these folders are about to be sent.
     *
     * @param again those of them for which an earlier call may have been carried out
     */
    void markSent(long manifest, Collection<Long> numbers, Collection<Long> again);

    void saveOutcomes(long manifest, Collection<FolderUpdate> updates);

    /** Durably blocks everything below failed folders, at any depth, unless it exists. */
    void blockBelowFailed(long manifest);
}
