package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folders that other manifests of the account are known to have created: a call in doubt for the same folder has
 * not created it.
 */
public final class CreatedByOthers {

    private final long manifest;
    private final AccountTree tree;
    private final LastComputed<Listed, Set<DirId>> last = new LastComputed<>();

    public CreatedByOthers(long manifest, AccountTree tree) {
        this.manifest = manifest;
        this.tree = tree;
    }

    /**
     * Whether a folder of this name is one of them, listed or not: its details may prove that it exists. Reads the tree
     * once for all folders of a listing.
     */
    public boolean contains(DirId parent, String name, Listed listed, DirId found) {
        return listed.folders(name).isEmpty()
                ? !tree.createdByOthers(manifest, parent, Set.of(found)).isEmpty()
                : last.of(listed, () -> tree.createdByOthers(manifest, parent, folders(listed)))
                        .contains(found);
    }

    private static Set<DirId> folders(Listed listed) {
        return listed.byName().values().stream()
                .flatMap(Collection::stream)
                .map(Entry::dirId)
                .collect(Collectors.toSet());
    }
}
