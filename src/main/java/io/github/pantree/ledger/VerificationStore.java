package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores the results of a comparison of the remote tree with a manifest, until the next one begins. */
public interface VerificationStore {

    /** The result for a folder. */
    enum State {
        /** Found once, with the dirID of the ledger, or the ledger has none. */
        THERE,
        /** Found once, with another dirID. */
        OTHER,
        /** Not found. */
        MISSING,
        /** Found more than once. */
        DOUBLED,
        /** Unknown, because its parent was found more than once or cannot be listed. */
        UNCHECKED
    }

    /**
     * The result for one folder.
     *
     * @param dirId the dirID found; null unless the folder was found once
     * @param detail further information for display
     */
    record Check(
            long number,
            State state,
            @Nullable DirId dirId,
            @Nullable String detail) {}

    /**
     * A folder whose children are to be compared.
     *
     * @param dirId the folder to list; null if there is nothing to list
     */
    record Parent(
            long number, String path, State state, @Nullable DirId dirId) {}

    /** A remote folder that is not in the manifest. */
    record Extra(long parentNumber, String name, DirId dirId) {}

    /**
     * A difference between the manifest and the remote tree.
     *
     * @param line the manifest's line; null for an implicit parent or an extra folder
     * @param expected the dirID in the ledger
     * @param found the dirID in the remote tree
     */
    record Difference(
            @Nullable Long line,
            String path,
            String state,
            @Nullable DirId expected,
            @Nullable DirId found,
            @Nullable String detail) {}

    /**
     * Deletes the previous results, and starts at the target and at the existing folders that rows refer to as parents.
     */
    void begin(long manifest);

    /**
     * Up to {@code limit} folders with results and with numbers above {@code after}, in numerical order.
     *
     * @param leaves whether to include existing folders without children in the manifest
     */
    List<Parent> parents(long manifest, long after, int limit, boolean leaves);

    /** Up to {@code limit} children of a folder, with numbers above {@code after}. */
    List<LedgerFolder> children(long manifest, long parent, long after, int limit);

    void record(long manifest, Collection<Check> checks);

    void recordExtras(long manifest, Collection<Extra> extras);

    /** The number of folders in each state, without the target. */
    Map<State, Long> counts(long manifest);

    long extras(long manifest);

    /** Visits the differences, parents before children, then extra folders. */
    void forEachDifference(long manifest, Consumer<Difference> each);
}
