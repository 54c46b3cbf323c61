package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Passes everything on; a mutation of the engine changes some of it. */
abstract class DelegatingLedger extends UnusedLedger {

    final Ledger real;

    DelegatingLedger(Ledger real) {
        this.real = real;
    }

    @Override
    public Optional<LedgerFolder> find(long manifest, long number) {
        return real.folders().find(manifest, number);
    }

    @Override
    public FolderCounts counts(long manifest) {
        return real.folders().counts(manifest);
    }

    @Override
    public void resetForRerun(long manifest, Set<Long> alone) {
        real.folders().resetForRerun(manifest, alone);
    }

    @Override
    public List<LedgerFolder> unlisted(long manifest, long after, int limit) {
        return real.folders().unlisted(manifest, after, limit);
    }

    @Override
    public List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit) {
        return real.folders().unfinishedChildren(manifest, parent, after, limit);
    }

    @Override
    public void markListed(long manifest, Collection<Long> numbers) {
        real.folders().markListed(manifest, numbers);
    }

    @Override
    public List<LedgerFolder> unfinished(long manifest, long after, int limit) {
        return real.folders().unfinished(manifest, after, limit);
    }

    @Override
    public Set<DirId> explicitParents(long manifest) {
        return real.folders().explicitParents(manifest);
    }

    @Override
    public void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again) {
        real.folders().markSent(manifest, numbers, again);
    }

    @Override
    public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
        real.folders().saveOutcomes(manifest, updates);
    }

    @Override
    public void blockBelowFailed(long manifest) {
        real.folders().blockBelowFailed(manifest);
    }

    @Override
    public void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each) {
        real.tree().forEachKnownChild(manifest, parent, each);
    }

    @Override
    public boolean isKnownToOthers(long manifest, DirId folder) {
        return real.tree().isKnownToOthers(manifest, folder);
    }

    @Override
    public Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children) {
        return real.tree().createdByOthers(manifest, parent, children);
    }

    @Override
    public boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text) {
        return real.tree().hasFailedElsewhere(manifest, parent, name, text);
    }

    @Override
    public void markDeleted(long manifest, Collection<DirId> folders) {
        real.tree().markDeleted(manifest, folders);
    }

    @Override
    public boolean isShared() {
        return real.tree().isShared();
    }

    @Override
    public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
        return real.tree().claim(manifest, parents);
    }

    @Override
    public void release(long manifest, Collection<DirId> parents) {
        real.tree().release(manifest, parents);
    }

    @Override
    public List<SentAgain> sentAgain(long manifest, long after, int limit) {
        return real.tree().sentAgain(manifest, after, limit);
    }

    @Override
    public void markSingle(long manifest, Collection<Long> numbers) {
        real.tree().markSingle(manifest, numbers);
    }
}
