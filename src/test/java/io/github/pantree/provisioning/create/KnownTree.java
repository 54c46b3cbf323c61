package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A tree of an account in memory, whose content a test gives. */
final class KnownTree implements AccountTree {

    final List<KnownChild> children = new ArrayList<>();
    final List<DirId> deleted = new ArrayList<>();
    final List<DirId> released = new ArrayList<>();
    final Set<DirId> createdByOthers = new HashSet<>();
    final List<SentAgain> sentAgain = new ArrayList<>();
    final List<Long> single = new ArrayList<>();
    final Map<DirId, Claim> claims = new LinkedHashMap<>();
    boolean shared;
    boolean knownToOthers;

    KnownTree with(String name, @Nullable String dirId) {
        children.add(new KnownChild(name, dirId == null ? null : new DirId(dirId), false));
        return this;
    }

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        children.forEach(each);
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        return knownToOthers;
    }

    @Override
    public Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children) {
        return createdByOthers;
    }

    @Override
    public boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text) {
        return false;
    }

    @Override
    public void markDeleted(long manifest, Collection<DirId> folders) {
        deleted.addAll(folders);
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        Map<DirId, Claim> result = new LinkedHashMap<>();
        parents.forEach(parent -> result.put(parent, claims.getOrDefault(parent, Claim.UNTOUCHED)));
        return result;
    }

    @Override
    public void release(long manifest, Collection<DirId> parents) {
        released.addAll(parents);
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        return sentAgain.stream()
                .filter(each -> each.folder().number() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        single.addAll(numbers);
    }
}
