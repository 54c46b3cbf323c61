package io.github.pantree.property.simulation;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the steps that look and create do not use of the ledger. */
abstract class UnusedLedger implements Ledger {

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Not used by the steps that look and create");
    }

    @Override
    public void resetForRecheck(long manifest) {
        throw unused();
    }

    @Override
    public long countToRecheck(long manifest) {
        throw unused();
    }

    @Override
    public void markAllExisting(long manifest) {
        throw unused();
    }

    @Override
    public ManifestFormat format(long manifest) {
        throw unused();
    }

    @Override
    public LevelStatistics levelStatistics(long manifest, int maxSiblings) {
        throw unused();
    }

    @Override
    public List<LedgerFolder> findByState(long manifest, FolderState state, int limit) {
        throw unused();
    }

    @Override
    public void forEachProblem(long manifest, Consumer<Problem> each) {
        throw unused();
    }

    @Override
    public void forEachFolderIn(long manifest, Set<FolderState> states, Consumer<LedgerFolder> each) {
        throw unused();
    }

    @Override
    public void forEachFolder(long manifest, FolderVisitor each) {
        throw unused();
    }

    @Override
    public void markForDeletion(long manifest) {
        throw unused();
    }

    @Override
    public void recoverFromLoss() {
        throw unused();
    }

    @Override
    public void deleteMarked() {
        throw unused();
    }

    @Override
    public void compact() {
        throw unused();
    }

    @Override
    public long size() {
        throw unused();
    }

    @Override
    public long register(ProvisioningTarget target, String account) {
        throw unused();
    }

    @Override
    public boolean isResolved(long manifest) {
        throw unused();
    }

    @Override
    public void saveFormat(long manifest, ManifestFormat format) {
        throw unused();
    }

    @Override
    public void clearStaging(long manifest) {
        throw unused();
    }

    @Override
    public void stage(long manifest, List<StagedRow> rows, List<Problem> problems) {
        throw unused();
    }

    @Override
    public boolean buildTree(long manifest) {
        throw unused();
    }
}
