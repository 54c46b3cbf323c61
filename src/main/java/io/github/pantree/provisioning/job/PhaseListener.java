package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Begins the phase of a step that finds its folders already counted. Other steps begin theirs when they have prepared
 * the ledger.
 */
record PhaseListener(RunPhase phase, ProgressTracker progress, LedgerReport ledger) implements StepExecutionListener {

    @Override
    public void beforeStep(StepExecution step) {
        long manifest = RunParameters.from(step.getJobParameters()).manifest();
        progress.phase(phase, ledger.counts(manifest));
    }
}
