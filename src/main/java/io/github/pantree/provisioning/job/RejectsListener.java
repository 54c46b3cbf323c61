package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.LedgerReport;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Ends the step with {@link #INCOMPLETE} if folders are missing, so that the job fails and can be restarted. */
record RejectsListener(LedgerReport ledger) implements StepExecutionListener {

    static final String INCOMPLETE = "INCOMPLETE";

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        if (step.getStatus() != BatchStatus.COMPLETED) {
            return null;
        }
        FolderCounts counts =
                ledger.counts(RunParameters.from(step.getJobParameters()).manifest());
        return counts.done() < counts.total() ? new ExitStatus(INCOMPLETE) : null;
    }
}
