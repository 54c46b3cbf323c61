package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ManifestRegistry;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Builds the tree from the staged rows. Nothing is sent before the whole manifest has been validated here. */
record BuildTreeTasklet(long manifest, ManifestRegistry ledger) implements Tasklet {

    /** The step's exit code for a manifest with problems. */
    static final String INVALID = "INVALID";

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (!ledger.isResolved(manifest) && !ledger.buildTree(manifest)) {
            contribution.setExitStatus(new ExitStatus(INVALID));
        }
        return RepeatStatus.FINISHED;
    }
}
