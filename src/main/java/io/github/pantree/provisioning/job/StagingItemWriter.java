package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ManifestRegistry;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Stages rows and their problems. */
record StagingItemWriter(
        long manifest, ManifestRegistry ledger, ProgressTracker progress, StopSignal stop, StepExecution step)
        implements ItemStreamWriter<StagedManifestRow> {

    /** Rows staged by another process are lost, so all rows are read again. */
    @Override
    public void open(ExecutionContext context) {
        if (!ledger.isResolved(manifest)) {
            ledger.clearStaging(manifest);
        }
    }

    @Override
    public void write(Chunk<? extends StagedManifestRow> rows) {
        ledger.stage(
                manifest,
                rows.getItems().stream().flatMap(row -> row.folders().stream()).toList(),
                rows.getItems().stream().flatMap(row -> row.problems().stream()).toList());
        progress.read(rows.size());
        if (stop.isRequested()) {
            step.setTerminateOnly();
        }
    }
}
