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

    /** Whether a listed folder is one of them. Reads the tree once for all folders of the listing. */
    public boolean contains(DirId parent, Listed listed, DirId found) {
        return last.of(listed, () -> tree.createdByOthers(manifest, parent, folders(listed)))
                .contains(found);
    }

    /** Whether a folder that its details prove to exist is one of them. */
    public boolean contains(DirId parent, DirId found) {
        return !tree.createdByOthers(manifest, parent, Set.of(found)).isEmpty();
    }

    private static Set<DirId> folders(Listed listed) {
        return listed.byName().values().stream()
                .flatMap(Collection::stream)
                .map(Entry::dirId)
                .collect(Collectors.toSet());
    }
}
