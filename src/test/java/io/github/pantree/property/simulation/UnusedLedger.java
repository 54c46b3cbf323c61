package io.github.pantree.property.simulation;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerMaintenance;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.ManifestRegistry;
import io.github.pantree.testing.Unused;

/** What the steps that look and create do not use of the ledger. */
abstract class UnusedLedger implements FolderStore, AccountTree {

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Not used by the steps that look and create");
    }

    /** A ledger of these folders and this tree. */
    final Ledger ledger() {
        return new Ledger(
                Unused.of(ManifestRegistry.class),
                this,
                this,
                Unused.of(LedgerReport.class),
                Unused.of(LedgerMaintenance.class));
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
}
