package io.github.pantree.provisioning;

import io.github.pantree.ledger.DatabaseErrors;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.provisioning.job.BatchJobLauncher;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.progress.ProgressPublisher;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.beans.factory.ObjectProvider;

/** Provisions a manifest, or resumes an earlier run of it, with its locks held and its meters bound. */
record RunService(
        Job provisioning,
        BatchJobLauncher launcher,
        ManifestTargets targets,
        RunSettings settings,
        ProgressTracker progress,
        ProgressPublisher publisher,
        StopSignal stop,
        MetricsBinding metrics,
        ObjectProvider<PostgresDatabase> server) {

    /** @param command the command that resumes the run */
    RunOutcome run(Path manifest, Optional<String> command) throws IOException, JobExecutionException {
        ProvisioningTarget target = targets.target(manifest);
        if (settings.plan() != null) {
            SavedPlan.read(settings.plan()).requireFor(target);
        }
        ManifestLocks locks = targets.lock(target, manifest, "run");
        try {
            return metrics.timed(progress::snapshot, () -> launcher.run(provisioning, manifest, target, command));
        } catch (IOException e) {
            throw new StorageException(Messages.format("machine.results", FileSystemErrors.describe(e)), e);
        } catch (RuntimeException e) {
            throw DatabaseErrors.reason(e)
                    .<RuntimeException>map(reason -> databaseLost(reason, e))
                    .orElse(e);
        } finally {
            publisher.close();
            locks.close();
        }
    }

    private StorageException databaseLost(String reason, RuntimeException cause) {
        String first = stop.reason() == null ? reason : stop.reason();
        PostgresDatabase shared = server.getIfAvailable();
        String message = shared == null
                ? Messages.format("machine.lost", settings.home(), first)
                : Messages.format("machine.server", shared.shown(), first);
        return new StorageException(message, cause);
    }
}
