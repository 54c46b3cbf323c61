package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.LedgerMaintenance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Maintenance in the way of each kind of database. */
record JdbcLedgerMaintenance(JdbcTemplate jdbc, Dialect dialect, ManifestTable manifests, LossDetector lossDetector)
        implements LedgerMaintenance {

    @Override
    public void markForDeletion(long manifest) {
        manifests.markForDeletion(manifest);
    }

    @Override
    public void deleteMarked() {
        manifests.deleteMarked();
    }

    @Override
    public void recoverFromLoss() {
        lossDetector.recover();
    }

    @Override
    public void compact() {
        dialect.compact(jdbc);
    }

    @Override
    public long size() {
        return dialect.size(jdbc);
    }
}
