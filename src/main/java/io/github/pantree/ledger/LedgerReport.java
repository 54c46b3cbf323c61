package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.support.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports the contents of a manifest, its problems and its outcomes. */
public interface LedgerReport {

    /** How many folders are in each state; none before the manifest is resolved. */
    FolderCounts counts(long manifest);

    Optional<LedgerFolder> find(long manifest, long number);

    /** The format that was saved. */
    ManifestFormat format(long manifest);

    /**
     * The folders of each level, and the calls that are needed to send the unfinished ones.
     *
     * @param maxSiblings the maximum number of siblings in a call
     */
    LevelStatistics levelStatistics(long manifest, int maxSiblings);

    /** The first {@code limit} folders in a state, in the order of their numbers. */
    List<LedgerFolder> findByState(long manifest, FolderState state, int limit);

    /** Visits all problems, warnings and changes in the order of their lines and cells. */
    void forEachProblem(long manifest, Consumer<Problem> each);

    /** Visits the failed folders in the order of their numbers. */
    void forEachFailure(long manifest, FailureVisitor each);

    /** Visits all folders except the target, parents before children, each with its parent's dirID if there is one. */
    void forEachFolder(long manifest, FolderVisitor each);

    /** Visits the folders that rows name, in the order of the rows. */
    void forEachNamedFolder(long manifest, Consumer<LedgerFolder> each);

    /** Receives why a folder failed. */
    @FunctionalInterface
    interface FailureVisitor {
        void visit(String message, @Nullable String traceId);
    }

    /** Receives a folder and the dirID of its parent. */
    @FunctionalInterface
    interface FolderVisitor {
        void visit(LedgerFolder folder, @Nullable DirId parent);
    }
}
