package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

/** Runs the job that only sends list calls. */
public record PlanLauncher(
        Job planning, JobStarter starter, RunOutcomeResolver outcomes, ResultWriter results, RunSettings settings) {

    /**
     * Plans a manifest. Writes no result files, except the problems of the manifest into {@code pantree.out}.
     *
     * @throws IOException if the problems cannot be written
     * @throws IllegalStateException if Spring Batch cannot start the job; failures of its steps are outcomes
     */
    public RunOutcome plan(Path file, ProvisioningTarget target) throws IOException {
        RunParameters run = starter.register(target, file, null);
        JobExecution execution = starter.start(planning, run.toJobParameters());
        Path out = settings.out();
        if (out != null) {
            results.writeProblems(out, run.manifest());
        }
        return outcomes.resolve(run, execution, out);
    }
}
