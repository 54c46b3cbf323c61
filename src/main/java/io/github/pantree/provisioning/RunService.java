package io.github.pantree.provisioning;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.job.BatchJobLauncher;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.progress.ProgressPublisher;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;

/** Provisions a manifest, or resumes an earlier run of it, with its locks held and its meters bound. */
record RunService(
        Job provisioning,
        BatchJobLauncher launcher,
        ManifestTargets targets,
        RunSettings settings,
        ProgressTracker progress,
        ProgressPublisher publisher,
        MetricsBinding metrics,
        StorageFailures failures) {

    /** @param command the command that resumes the run */
    RunOutcome run(Path manifest, Optional<String> command) throws IOException, JobExecutionException {
        ProvisioningTarget target = targets.target(manifest);
        if (settings.plan() != null) {
            SavedPlan.read(settings.plan()).requireFor(target);
        }
        try {
            return runLocked(manifest, target, command);
        } catch (IOException e) {
            throw new StorageException(Messages.format("machine.results", FileSystemErrors.describe(e)), e);
        } catch (RuntimeException e) {
            throw failures.explain(e);
        }
    }

    private RunOutcome runLocked(Path manifest, ProvisioningTarget target, Optional<String> command)
            throws IOException, JobExecutionException {
        ManifestLocks locks = targets.lock(target, manifest, "run");
        try {
            return metrics.timed(progress::snapshot, () -> launcher.run(provisioning, manifest, target, command));
        } finally {
            publisher.close();
            locks.close();
        }
    }
}
