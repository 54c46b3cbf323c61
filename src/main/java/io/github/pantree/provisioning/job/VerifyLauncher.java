package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Runs the job that compares the remote tree with a manifest. */
public record VerifyLauncher(
        Job verifying, JobStarter starter, RunOutcomeResolver outcomes, ResultWriter results, TimeSource timing) {

    /**
     * Compares the trees, and writes the differences. Each comparison is a job instance of its own.
     *
     * @throws IOException if the differences cannot be written
     * @throws IllegalStateException if Spring Batch cannot start the job; failures of its steps are outcomes
     */
    public Verification verify(Path file, ProvisioningTarget target) throws IOException {
        RunParameters run = starter.register(target, file, null);
        JobParameters parameters = new JobParametersBuilder(run.toJobParameters())
                .addString("at", timing.now().toString(), true)
                .toJobParameters();
        JobExecution execution = starter.start(verifying, parameters);
        Path folder = results.folder(execution);
        RunOutcome outcome = outcomes.resolve(run, execution, folder);
        boolean done = outcome.end() == RunStatus.COMPLETED;
        return new Verification(outcome, done ? results.writeDifferences(folder, run.manifest()) : null);
    }
}
