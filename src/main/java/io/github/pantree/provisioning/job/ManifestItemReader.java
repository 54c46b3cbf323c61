package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.manifest.InvalidManifestException;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a manifest row by row. A restarted step reads it from the beginning, unless the ledger contains all rows. If
 * the file has changed since it was hashed, the last row reports it.
 */
final class ManifestItemReader implements ItemStreamReader<ManifestRow> {

    private static final Logger log = LoggerFactory.getLogger(ManifestItemReader.class);

    private final ManifestReader reader;
    private final Path file;
    private final String contentHash;
    private final Consumer<ManifestFormat> formats;
    private Manifest.@Nullable Rows rows;
    private @Nullable ManifestRow unreadable;
    private boolean ended;

    /**
     * @param alreadyLoaded whether an earlier run has loaded all rows, so that none must be read
     * @param formats receives the detected format before the first row, unless the header is invalid
     */
    ManifestItemReader(
            ManifestReader reader,
            Path file,
            String contentHash,
            boolean alreadyLoaded,
            Consumer<ManifestFormat> formats) {
        this.reader = reader;
        this.file = file;
        this.contentHash = contentHash;
        this.formats = formats;
        this.ended = alreadyLoaded;
    }

    @Override
    public void open(ExecutionContext context) {
        if (ended) {
            return;
        }
        try {
            Manifest manifest = reader.open(file);
            log.info("{}", manifest.describe());
            formats.accept(format(manifest));
            rows = manifest.rows();
        } catch (InvalidManifestException e) {
            unreadable = ManifestRow.bad(e.problem());
        } catch (IOException e) {
            throw new ItemStreamException("Cannot read " + file, e);
        }
    }

    private static ManifestFormat format(Manifest manifest) {
        return new ManifestFormat(
                manifest.header(),
                manifest.ownColumns(),
                manifest.parentColumn() > 0,
                manifest.parentColumn(),
                manifest.format());
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        if (ended) {
            return null;
        }
        ManifestRow row = rows == null ? unreadable : rows.next();
        unreadable = null;
        if (row == null) {
            ended = true;
            return reader.isChanged(file, contentHash, rows)
                    ? ManifestRow.bad(Problem.of(1, 1, "file.changed", file.toString()))
                    : null;
        }
        return row;
    }

    @Override
    public void close() {
        try {
            if (rows != null) {
                rows.close();
            }
        } catch (IOException e) {
            throw new ItemStreamException("Cannot close " + file, e);
        }
    }
}
