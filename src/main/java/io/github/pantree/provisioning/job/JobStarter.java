package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;

/** Starts a batch job, or restarts it, with the deadline of the settings. */
record JobStarter(
        JobOperator operator, Ledger ledger, FolderApi api, RunSettings settings, TimeSource timing, StopSignal stop) {

    /** The parameters of a job for a manifest of the account; a new manifest is added to the ledger. */
    RunParameters register(ProvisioningTarget target, Path file, @Nullable String name) {
        return new RunParameters(target, file, ledger.manifests().register(target, api.account()), name);
    }

    /**
     * Executes a job to its end, whatever that is.
     *
     * @throws IllegalStateException if Spring Batch cannot start it, with Spring Batch's exception as its cause
     */
    JobExecution start(Job job, JobParameters parameters) {
        settings.endsAt().ifPresent(deadline -> api.endAt(deadline.end(timing.now())));
        Optional<Thread> watch = settings.endsAt().map(deadline -> deadline.watch(timing, stop));
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            watch.ifPresent(Thread::interrupt);
        }
    }
}
