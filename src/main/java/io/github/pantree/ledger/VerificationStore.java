package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The results of comparing the remote tree with the folders of a manifest, until the next verification begins. */
public interface VerificationStore {

    /** How a folder compares. */
    enum State {
        /** Once, with the ledger's dirID, or the ledger has none. */
        THERE,
        /** Once, with another dirID. */
        OTHER,
        /** Not at all. */
        MISSING,
        /** More than once. */
        DOUBLED,
        /** Unknown, since its parent is doubled or cannot be listed. */
        UNCHECKED
    }

    /**
     * The result for one folder.
     *
     * @param dirId where it was found; null unless it was found once
     * @param detail further information for a person
     */
    record Check(
            long number,
            State state,
            @Nullable DirId dirId,
            @Nullable String detail) {}

    /**
     * A folder whose children are to be listed.
     *
     * @param dirId where to list it; null if there is nothing to list
     */
    record Parent(
            long number, String path, State state, @Nullable DirId dirId) {}

    /** A remote folder that no row names. */
    record Extra(long parentNumber, String name, DirId dirId) {}

    /**
     * A difference between the manifest and the remote tree.
     *
     * @param line the manifest's line; null for a parent that no row names, and for an extra folder
     * @param expected the dirID that the ledger knows
     * @param found the dirID that is there
     */
    record Difference(
            @Nullable Long line,
            String path,
            String state,
            @Nullable DirId expected,
            @Nullable DirId found,
            @Nullable String detail) {}

    /** Deletes the last results, and begins at the target and at the existing folders that rows name as parents. */
    void begin(long manifest);

    /**
     * Up to {@code limit} folders numbered above {@code after} that have a result, in the order of their numbers.
     *
     * @param leaves whether to include existing folders without children in the manifest
     */
    List<Parent> parents(long manifest, long after, int limit, boolean leaves);

    /** Up to {@code limit} children of a folder, numbered above {@code after}. */
    List<LedgerFolder> children(long manifest, long parent, long after, int limit);

    void record(long manifest, Collection<Check> checks);

    void recordExtras(long manifest, Collection<Extra> extras);

    /** The number of folders in each state, without the target. */
    Map<State, Long> counts(long manifest);

    long extras(long manifest);

    /** Visits the differences, parents before children, then extra folders. */
    void forEachDifference(long manifest, Consumer<Difference> each);
}
