package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the discovery and the creation of folders read and write. {@link #markSent} and {@link #saveOutcomes} commit in
 * a transaction of their own before they return, whatever the result of the caller's transaction: the guarantee that no
 * folder is created twice depends on it.
 */
public interface FolderStore {

    /** The number of folders in each state; all zero before the manifest is resolved. */
    FolderCounts counts(long manifest);

    Optional<LedgerFolder> find(long manifest, long number);

    /**
     * Prepares another run: existing folders with unfinished children must be listed again, and failed and blocked
     * folders are attempted again.
     * Failed folders that may have been created are in doubt again.
     *
     * @param alone the numbers of existing folders that were sent more than once, although a complete listing shows no
     *     second one: neither they nor the folders below them are looked up for that reason
     */
    void resetForRerun(long manifest, Set<Long> alone);

    /**
     * Up to {@code limit} folders with numbers above {@code after} that exist or were created, have unfinished
     * children, and were not listed.
     */
    List<LedgerFolder> unlisted(long manifest, long after, int limit);

    /** Up to {@code limit} pending or sent children of a folder, with numbers above {@code after}. */
    List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit);

    /** Durably records that the remote children of these folders are known. */
    void markListed(long manifest, Collection<Long> numbers);

    /** Up to {@code limit} pending or sent folders with numbers above {@code after}, in numerical order. */
    List<LedgerFolder> unfinished(long manifest, long after, int limit);

    /** The existing folders that rows refer to as their parents. */
    Set<DirId> explicitParents(long manifest);

    /**
     * Prepares a run that checks everything again: folders that earlier runs created or found are looked up, together
     * with their known dirIDs.
     */
    void resetForRecheck(long manifest);

    /** The number of folders that a recheck has prepared and no run has looked up since. */
    long countToRecheck(long manifest);

    /** Durably records that all folders exist, although their dirIDs are not known: for a plan. */
    void markAllExisting(long manifest);

    /**
     * Durably records that mkdir calls for these folders are about to be sent.
     *
     * @param again the numbers of those for which an earlier call may have been carried out, with the numbered copies
     *     of their names that are listed already
     */
    void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again);

    void saveOutcomes(long manifest, Collection<FolderUpdate> updates);

    /** Durably blocks all folders below failed ones, at any depth, unless they exist. */
    void blockBelowFailed(long manifest);
}
