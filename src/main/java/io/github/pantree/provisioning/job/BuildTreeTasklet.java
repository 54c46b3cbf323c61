package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ManifestRegistry;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Makes a tree of the staged rows. Nothing is sent before this has found the whole manifest valid. */
final class BuildTreeTasklet implements Tasklet {

    /** The step's exit code for a manifest with problems. */
    static final String INVALID = "INVALID";

    private final long manifest;
    private final ManifestRegistry ledger;

    BuildTreeTasklet(long manifest, ManifestRegistry ledger) {
        this.manifest = manifest;
        this.ledger = ledger;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!ledger.isResolved(manifest) && !ledger.buildTree(manifest)) {
            contribution.setExitStatus(new ExitStatus(INVALID));
        }
        return RepeatStatus.FINISHED;
    }
}
