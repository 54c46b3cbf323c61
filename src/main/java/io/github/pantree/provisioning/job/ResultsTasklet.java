package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.provisioning.run.ProgressTracker;
import java.io.IOException;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes what became of every row, however the steps before it ended. */
final class ResultsTasklet implements Tasklet {

    /** The step's exit code when rows are left that are not there. */
    static final String INCOMPLETE = "INCOMPLETE";

    private final long manifest;
    private final LedgerReport ledger;
    private final ResultWriter results;
    private final ProgressTracker progress;

    ResultsTasklet(long manifest, LedgerReport ledger, ResultWriter results, ProgressTracker progress) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.results = results;
        this.progress = progress;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        FolderCounts counts = ledger.counts(manifest);
        progress.phase("results", counts);
        results.write(contribution.getStepExecution().getJobExecution());
        if (counts.done() < counts.total()) {
            contribution.setExitStatus(new ExitStatus(INCOMPLETE));
        }
        return RepeatStatus.FINISHED;
    }
}
