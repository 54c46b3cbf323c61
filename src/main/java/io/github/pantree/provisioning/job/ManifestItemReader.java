package io.github.pantree.provisioning.job;

import io.github.pantree.manifest.InvalidManifestException;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestRow;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads a manifest row by row; after a restart from its beginning, unless all of it is in the ledger already. */
final class ManifestItemReader implements ItemStreamReader<ManifestRow> {

    private static final Logger log = LoggerFactory.getLogger(ManifestItemReader.class);

    private final Path file;
    private final ManifestOptions options;
    private final boolean alreadyLoaded;
    private Manifest.@Nullable Rows rows;
    private @Nullable ManifestRow instead;

    /** @param alreadyLoaded whether an earlier run has all rows, so that none is to be read */
    ManifestItemReader(Path file, ManifestOptions options, boolean alreadyLoaded) {
        this.file = file;
        this.options = options;
        this.alreadyLoaded = alreadyLoaded;
    }

    @Override
    public void open(ExecutionContext context) {
        if (alreadyLoaded) {
            return;
        }
        try {
            Manifest manifest = Manifest.open(file, options);
            log.info("{}", manifest.describe());
            rows = manifest.rows();
        } catch (InvalidManifestException e) {
            instead = ManifestRow.unreadable(e);
        } catch (IOException e) {
            throw new ItemStreamException("Cannot read " + file, e);
        }
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        Manifest.Rows open = rows;
        ManifestRow row = open == null ? instead : open.next();
        instead = null;
        return row;
    }

    @Override
    public void close() {
        try {
            Manifest.Rows open = rows;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new ItemStreamException("Cannot close " + file, e);
        }
    }
}
