package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a look at the remote tree found of the folders of a manifest. Kept until the next look begins. */
public interface VerificationStore {

    /** What was found of a folder. */
    enum State {
        /** Once, with the dirID that the ledger knows, or the ledger knows none. */
        THERE,
        /** Once, with another dirID. */
        OTHER,
        /** Not at all. */
        MISSING,
        /** More than once. */
        DOUBLED,
        /** Nobody can tell, since its parent is doubled or cannot be listed. */
        UNCHECKED
    }

    /**
     * What was found of one folder.
     *
     * @param dirId where it was found; null unless it was found once
     * @param detail what else a person should know
     */
    record Check(
            long number,
            State state,
            @Nullable DirId dirId,
            @Nullable String detail) {}

    /**
     * A folder whose children are to be looked at.
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

    /** Forgets the last look, and begins at the target and at the existing folders that rows give. */
    void begin(long manifest);

    /**
     * Up to {@code limit} folders numbered above {@code after} of which something is known, in the order of their numbers.
     *
     * @param leaves whether folders that are there and have no children in the manifest are among them
     */
    List<Parent> parents(long manifest, long after, int limit, boolean leaves);

    /** Up to {@code limit} children of a folder, numbered above {@code after}. */
    List<LedgerFolder> children(long manifest, long parent, long after, int limit);

    void record(long manifest, Collection<Check> checks);

    void recordExtras(long manifest, Collection<Extra> extras);

    /** How many folders were found in which state, the target left out. */
    Map<State, Long> counts(long manifest);

    long extras(long manifest);

    /** Hands out what differs, parents before children, then what is extra; folders that are there are left out. */
    void forEachDifference(long manifest, Consumer<Difference> each);
}
