package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.CellCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Maps the folders that a row requests to the form in which they are staged.
 *
 * @param target rows that name it as their explicit parent are treated like rows without an explicit parent
 */
record ManifestRowProcessor(DirId target) implements ItemProcessor<ManifestRow, StagedManifestRow> {

    @Override
    public StagedManifestRow process(ManifestRow row) {
        String cells = CellCodec.encode(row.cells());
        boolean belowTarget =
                row.entries().stream().anyMatch(entry -> target.value().equals(entry.parentDirId()));
        return new StagedManifestRow(
                row.entries().stream()
                        .map(entry -> belowTarget ? belowTarget(entry) : entry)
                        .map(entry -> staged(entry, entry.line() == null ? null : cells))
                        .toList(),
                row.problems());
    }

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
