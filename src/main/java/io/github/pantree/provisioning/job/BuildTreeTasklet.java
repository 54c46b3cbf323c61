package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.ManifestFormat.CsvFormat;
import io.github.pantree.ledger.ManifestRegistry;
import io.github.pantree.manifest.InvalidManifestException;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Makes a tree of the staged rows. Nothing is sent before this has found the whole manifest valid. */
final class BuildTreeTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(BuildTreeTasklet.class);

    /** The step's exit code for a manifest with problems. */
    static final String INVALID = "INVALID";

    private final long manifest;
    private final ManifestRegistry ledger;
    private final Path file;
    private final ManifestOptions options;
    private final String contentHash;

    BuildTreeTasklet(long manifest, ManifestRegistry ledger, Path file, ManifestOptions options, String contentHash) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.file = file;
        this.options = options;
        this.contentHash = contentHash;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        if (!ledger.isResolved(manifest) && !buildTree()) {
            contribution.setExitStatus(new ExitStatus(INVALID));
        }
        return RepeatStatus.FINISHED;
    }

    private boolean buildTree() throws IOException {
        describe();
        if (!Manifest.contentHash(file, options).equals(contentHash)) {
            ledger.stage(manifest, List.of(), List.of(Problem.of(1, 1, "file.changed", file.toString())));
        }
        return ledger.buildTree(manifest);
    }

    /** A header that cannot be read is among the problems already. */
    private void describe() throws IOException {
        try {
            Manifest read = Manifest.open(file, options);
            ledger.saveFormat(
                    manifest,
                    new ManifestFormat(
                            read.header(),
                            read.ownColumns(),
                            read.hasKeys(),
                            read.parentColumn(),
                            new CsvFormat(read.charset(), read.hasBom(), read.delimiter())));
        } catch (InvalidManifestException e) {
            log.debug("No columns", e);
        }
    }
}
