package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.support.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every folder of every manifest, in the database of the job repository.
 *
 * <p>What is staged is lost with the process; a manifest that is not resolved is read again. {@link #markSent} and {@link #saveOutcomes} commit by themselves before they return, whatever becomes of the
 * caller's transaction: on them rests the promise that no folder is made twice.
 */
public interface Ledger {

    /** The number of the manifest in the ledger; it is entered if it is new. */
    long register(ProvisioningTarget target);

    /** Whether the manifest is checked, and its folders are in the ledger. */
    boolean isResolved(long manifest);

    /** Notes a manifest's columns, so that its results do not need the file. */
    void saveFormat(long manifest, ManifestFormat columns);

    /** The columns that were noted. */
    ManifestFormat format(long manifest);

    /** Forgets all rows and problems that were staged. */
    void clearStaging(long manifest);

    /**
     * Adds rows and problems, in the file's order. A row whose key was staged before becomes a problem, unless the earlier one was only
     * passed through.
     */
    void stage(long manifest, List<StagedRow> rows, List<Problem> problems);

    /**
     * Makes folders out of the rows that this process staged: finds each row's place in the tree, and twins, orphans and
     * cycles, which become problems. With problems, there are no folders.
     *
     * @return whether there are folders now
     */
    boolean buildTree(long manifest);

    /** Hands out all problems, warnings and changes in the order of their lines and cells. */
    void forEachProblem(long manifest, Consumer<Problem> each);

    /**
     * Begins another run: what existed before has to be looked into again, and failed and blocked folders get another
     * try. Those that may have been made all the same are in doubt again.
     */
    void resetForRerun(long manifest);

    FolderCounts counts(long manifest);

    /**
     * What there is on each level, and what it takes to send what is left.
     *
     * @param most siblings in a call at most
     */
    LevelStatistics levelStatistics(long manifest, int most);

    /** The first {@code limit} folders in a state, in the order of their numbers. */
    List<LedgerFolder> findByState(long manifest, FolderState state, int limit);

    /** Up to {@code limit} folders that are pending or sent, numbered above {@code after}, in the order of their numbers. */
    List<LedgerFolder> unfinished(long manifest, long after, int limit);

    /** Up to {@code limit} pending or sent children of a folder, numbered above {@code after}. */
    List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit);

    /**
     * Up to {@code limit} folders numbered above {@code after} that existed before, have unfinished children, and were
     * not looked into.
     */
    List<LedgerFolder> unlisted(long manifest, long after, int limit);

    Optional<LedgerFolder> find(long manifest, long number);

    /** The existing folders that rows give as their parents. */
    Set<DirId> explicitParents(long manifest);

    /** Durably notes that mkdirs for these folders are about to leave. */
    void markSent(long manifest, Collection<Long> numbers);

    /** Durably notes what became of folders. */
    void saveOutcomes(long manifest, Collection<FolderUpdate> changes);

    /** Durably blocks whatever lies below a folder that failed, at any depth, unless it is there. */
    void blockBelowFailed(long manifest);

    /** Durably notes that the remote children of these folders are known. */
    void markListed(long manifest, Collection<Long> numbers);

    /**
     * Takes a manifest's name away, so that it is new when it is met again, and what is known of its folders goes with the next
     * {@link #deleteMarked}. Part of the caller's transaction.
     */
    void markForDeletion(long manifest);

    /** Durably deletes what is known of the folders of manifests without a name, some at a time. */
    void deleteMarked();

    /**
     * Gives back the room that changes have left in the database's file, if they have left much. To be asked for when nothing
     * else works on it: what comes afterwards finds no connection.
     */
    void compact();

    /** How many bytes the database takes, with all that is in it. */
    long size();

    /** Hands out message and trace ID of the folders that failed, in the order of their numbers. */
    void forEachFailure(long manifest, FailureVisitor each);

    /** Hands out all folders but the target, parents before children, each with its parent's dirID if there is one. */
    void forEachFolder(long manifest, FolderVisitor each);

    /** Hands out the folders that rows name, in the order of the rows. */
    void forEachNamedFolder(long manifest, Consumer<LedgerFolder> each);

    /** Takes why a folder failed. */
    @FunctionalInterface
    interface FailureVisitor {
        void visit(String message, @Nullable String traceId);
    }

    /** Takes a folder and the dirID of its parent. */
    @FunctionalInterface
    interface FolderVisitor {
        void visit(LedgerFolder folder, @Nullable DirId parent);
    }
}
