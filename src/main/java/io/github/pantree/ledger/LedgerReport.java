package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.support.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports the contents of a manifest, its problems and its outcomes. */
public interface LedgerReport {

    /** The number of folders in each state; all zero before the manifest is resolved. */
    FolderCounts counts(long manifest);

    Optional<LedgerFolder> find(long manifest, long number);

    /** The format that was saved. */
    ManifestFormat format(long manifest);

    /**
     * The folders of each level, and the number of calls needed to send the unfinished ones.
     *
     * @param maxSiblings the maximum number of siblings in a call
     */
    LevelStatistics levelStatistics(long manifest, int maxSiblings);

    /** The first {@code limit} folders in a state, in numerical order. */
    List<LedgerFolder> findByState(long manifest, FolderState state, int limit);

    /** Visits all problems, warnings and changes, sorted by line and cell. */
    void forEachProblem(long manifest, Consumer<Problem> each);

    /** Visits the folders in these states, in numerical order. */
    void forEachFolderIn(long manifest, Set<FolderState> states, Consumer<LedgerFolder> each);

    /** Visits all folders except the target, parents before children, each with its parent's dirID if there is one. */
    void forEachFolder(long manifest, FolderVisitor each);

    /** Receives a folder and the dirID of its parent. */
    @FunctionalInterface
    interface FolderVisitor {
        void visit(LedgerFolder folder, @Nullable DirId parent);
    }
}
