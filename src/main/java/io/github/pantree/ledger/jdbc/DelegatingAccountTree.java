package io.github.pantree.ledger.jdbc;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Delegates the methods of the account's tree to the class that implements them. */
abstract class DelegatingAccountTree implements AccountTree {

    abstract AccountTree tree();

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        tree().forEachKnownChild(manifest, parent, each);
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        return tree().isKnownToOthers(manifest, folder);
    }

    @Override
    public Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children) {
        return tree().createdByOthers(manifest, parent, children);
    }

    @Override
    public boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text) {
        return tree().hasFailedElsewhere(manifest, parent, name, text);
    }

    @Override
    public void markDeleted(long manifest, Collection<DirId> folders) {
        tree().markDeleted(manifest, folders);
    }

    @Override
    public boolean isShared() {
        return tree().isShared();
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        return tree().claim(manifest, parents);
    }

    @Override
    public void release(long manifest, Collection<DirId> parents) {
        tree().release(manifest, parents);
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        return tree().sentAgain(manifest, after, limit);
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        tree().markSingle(manifest, numbers);
    }
}
