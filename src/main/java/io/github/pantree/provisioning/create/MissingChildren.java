package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Folders that the account's tree knows in a parent, and that the listings of the parent lack. While there are any, the
 * listings are stale or truncated, and other missing names may exist as well.
 */
public final class MissingChildren {

    /** This number is enough to show that a listing is incomplete; requested folders are kept in addition. */
    private static final int ENOUGH = 1_000;

    /** By dirID. */
    private final Map<DirId, String> names = new LinkedHashMap<>();

    private final Set<String> inDoubt = new HashSet<>();

    private MissingChildren() {}

    /** Visits what is known of a folder's children. */
    @FunctionalInterface
    public interface KnownChildren {
        void forEach(Consumer<KnownChild> each);
    }

    /**
     * Compares a listing with what the manifests of the account know.
     *
     * @param wanted the requested names
     */
    public static MissingChildren of(AccountTree tree, long manifest, DirId parent, Set<String> wanted, Listed listed) {
        return of(each -> tree.forEachKnownChild(manifest, parent, each), wanted, listed);
    }

    /** Compares a listing with what is known of the folder, as {@link #of(AccountTree, long, DirId, Set, Listed)}. */
    public static MissingChildren of(KnownChildren known, Set<String> wanted, Listed listed) {
        MissingChildren missing = new MissingChildren();
        known.forEach(child -> missing.add(child, wanted, listed));
        return missing;
    }

    /** Folders with these names that the account's manifests know, whatever is listed. */
    static MissingChildren named(AccountTree tree, long manifest, DirId parent, Set<String> wanted) {
        MissingChildren known = new MissingChildren();
        tree.forEachKnownChild(manifest, parent, child -> {
            if (child.dirId() != null && wanted.contains(child.name())) {
                known.names.put(child.dirId(), child.name());
            }
        });
        return known;
    }

    private void add(KnownChild child, Set<String> wanted, Listed listed) {
        DirId dirId = child.dirId();
        boolean isWanted = wanted.contains(child.name());
        if (dirId == null) {
            if (isWanted && !child.own()) {
                inDoubt.add(child.name());
            }
        } else if ((isWanted || names.size() < ENOUGH) && !isListed(child.name(), dirId, listed)) {
            names.put(dirId, child.name());
        }
    }

    /** Adds a folder that an earlier run knew. */
    void add(String name, DirId dirId, Listed listed) {
        if (!isListed(name, dirId, listed)) {
            names.put(dirId, name);
        }
    }

    private static boolean isListed(String name, DirId dirId, Listed listed) {
        return listed.folders(name).stream().map(Entry::dirId).anyMatch(dirId::equals);
    }

    /** The folders that the next listing lacks as well. */
    MissingChildren without(Listed listed) {
        MissingChildren rest = new MissingChildren();
        rest.inDoubt.addAll(inDoubt);
        names.forEach((dirId, name) -> {
            if (!isListed(name, dirId, listed)) {
                rest.names.put(dirId, name);
            }
        });
        return rest;
    }

    /** Whether the listings contain everything that is known. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether another manifest sent a call for this name whose outcome is unknown. */
    public boolean isInDoubt(String name) {
        return inDoubt.contains(name);
    }

    /** Whether some of the requested names are in doubt. */
    public boolean hasDoubt() {
        return !inDoubt.isEmpty();
    }

    /** The dirIDs of missing folders with these names. */
    public Map<String, DirId> dirIds(Set<String> wanted) {
        Map<String, DirId> dirIds = new HashMap<>();
        names.forEach((dirId, name) -> {
            if (wanted.contains(name)) {
                dirIds.putIfAbsent(name, dirId);
            }
        });
        return dirIds;
    }

    /** The names of the missing folders, by dirID. */
    public Map<DirId, String> names() {
        return names;
    }
}
