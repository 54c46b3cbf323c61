package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.ManifestRegistry;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.CellCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Stages rows and their problems. */
record StagingItemWriter(
        long manifest,
        DirId target,
        ManifestRegistry ledger,
        ProgressTracker progress,
        StopSignal stop,
        StepExecution step)
        implements ItemStreamWriter<ManifestRow> {

    /** Rows staged by another process are lost, so all rows are read again. */
    @Override
    public void open(ExecutionContext context) {
        if (!ledger.isResolved(manifest)) {
            ledger.clearStaging(manifest);
        }
    }

    @Override
    public void write(Chunk<? extends ManifestRow> rows) {
        ledger.stage(
                manifest,
                rows.getItems().stream().flatMap(row -> staged(row).stream()).toList(),
                rows.getItems().stream().flatMap(row -> row.problems().stream()).toList());
        progress.read(rows.size());
        if (stop.isRequested()) {
            step.setTerminateOnly();
        }
    }

    private List<StagedRow> staged(ManifestRow row) {
        String cells = CellCodec.encode(row.cells());
        boolean belowTarget =
                row.entries().stream().anyMatch(entry -> target.value().equals(entry.parentDirId()));
        return row.entries().stream()
                .map(entry -> staged(belowTarget ? belowTarget(entry) : entry, entry.line() == null ? null : cells))
                .toList();
    }

    /** Treats rows with the target itself as explicit parent like rows without an explicit parent. */
    private FolderRequest belowTarget(FolderRequest entry) {
        boolean top = entry.parentDirId() != null;
        return new FolderRequest(
                entry.line(),
                entry.column(),
                entry.keyColumn(),
                inTarget(entry.key()),
                top ? "" : inTarget(entry.parentKey()),
                entry.name(),
                null);
    }

    private String inTarget(String key) {
        String prefix = target.value() + ":";
        return key.startsWith(prefix + "/") ? key.substring(prefix.length()) : key;
    }

    private static StagedRow staged(FolderRequest entry, @Nullable String cells) {
        return new StagedRow(
                entry.line(),
                entry.column(),
                entry.keyColumn(),
                entry.key(),
                entry.parentKey(),
                entry.parentDirId(),
                entry.name(),
                cells);
    }
}
