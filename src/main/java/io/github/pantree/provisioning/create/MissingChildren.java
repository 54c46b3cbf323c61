package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folders that the account's tree knows in a parent, and that the listings of the parent lack. While there are any, the
 * listings are stale or truncated, and other missing names may exist as well.
 */
public final class MissingChildren {

    /** This number is enough to show that a listing is incomplete; requested folders are kept in addition. */
    private static final int MAX_NAMES = 1_000;

    /** By dirID. */
    private final Map<DirId, String> names = new LinkedHashMap<>();

    private final Set<String> inDoubt = new HashSet<>();
    /** By dirID: the messages of folders that the API created under another name. */
    private final Map<DirId, String> adoptions = new HashMap<>();
    /** By requested name: the folders that are listed under the other name. */
    private final Map<String, Set<DirId>> listedUnderOtherName = new HashMap<>();

    private final LastComputed<Listed, Set<DirId>> listedIds = new LastComputed<>();

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
                if (child.adoption() != null) {
                    known.adoptions.put(child.dirId(), child.adoption());
                }
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
        } else if (isWanted || names.size() < MAX_NAMES) {
            add(child.name(), dirId, child.adoption(), isWanted, listed);
        }
    }

    /**
     * Adds a folder that an earlier run knew.
     *
     * @param adoption the message that the API created it under another name; null if it did not
     */
    void add(String name, DirId dirId, @Nullable String adoption, Listed listed) {
        add(name, dirId, adoption, true, listed);
    }

    private void add(String name, DirId dirId, @Nullable String adoption, boolean isWanted, Listed listed) {
        if (isListed(name, dirId, listed)) {
            return;
        }
        if (adoption != null) {
            adoptions.put(dirId, adoption);
        }
        if (!adoptions.containsKey(dirId) || !isListedAtAll(dirId, listed)) {
            names.put(dirId, name);
            return;
        }
        names.remove(dirId);
        if (isWanted) {
            listedUnderOtherName
                    .computeIfAbsent(name, first -> new LinkedHashSet<>())
                    .add(dirId);
        } else {
            adoptions.remove(dirId);
        }
    }

    private boolean isListedAtAll(DirId dirId, Listed listed) {
        return listedIds
                .of(
                        listed,
                        () -> listed.byName().values().stream()
                                .flatMap(List::stream)
                                .filter(Entry::isFolder)
                                .map(Entry::dirId)
                                .collect(Collectors.toSet()))
                .contains(dirId);
    }

    private static boolean isListed(String name, DirId dirId, Listed listed) {
        return listed.folders(name).stream().map(Entry::dirId).anyMatch(dirId::equals);
    }

    /** The folders that the next listing lacks as well. */
    MissingChildren without(Listed listed) {
        MissingChildren rest = new MissingChildren();
        rest.inDoubt.addAll(inDoubt);
        rest.listedUnderOtherName.putAll(listedUnderOtherName);
        names.forEach((dirId, name) -> rest.add(name, dirId, adoptions.get(dirId), true, listed));
        return rest;
    }

    /** Whether the listings contain everything that is known. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether the listings contain everything that is known, and no folder with a requested name may exist besides. */
    public boolean provesAbsence() {
        return names.isEmpty() && inDoubt.isEmpty() && listedUnderOtherName.isEmpty();
    }

    /** The folders that were requested under this name, and that are listed under the one that the API gave them. */
    public Set<DirId> listedUnderOtherName(String name) {
        return listedUnderOtherName.getOrDefault(name, Set.of());
    }

    /** By dirID: the messages of folders that the API created under another name. */
    Map<DirId, String> adoptions() {
        return adoptions;
    }

    /** Whether details show a known folder: in its parent, under the requested name or the one that the API gave it. */
    public boolean isShown(DirId dirId, DirId parent, String name, DetailResult.Found found) {
        return found.isAt(parent, adoptions.containsKey(dirId) ? found.name() : name);
    }

    /** Whether another manifest sent a call for this name whose outcome is unknown. */
    public boolean isInDoubt(String name) {
        return inDoubt.contains(name);
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
