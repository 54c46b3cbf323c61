package io.github.pantree.provisioning;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.job.RunLauncher;
import io.github.pantree.provisioning.job.RunRequest;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.progress.ProgressPublisher;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;

/** Provisions a manifest, or resumes an earlier run of it, with its locks held and its meters bound. */
record RunService(
        RunLauncher launcher,
        ManifestTargets targets,
        RunSettings settings,
        ProgressTracker progress,
        ProgressPublisher publisher,
        MetricsBinding metrics,
        StorageFailures failures) {

    RunOutcome run(RunRequest request) throws IOException {
        ProvisioningTarget target = targets.target(request.file());
        if (settings.plan() != null) {
            SavedPlan.read(settings.plan()).requireFor(target);
        }
        try {
            return runLocked(request, target);
        } catch (IOException e) {
            throw new StorageException(Messages.format("storage.results", FileSystemErrors.describe(e)), e);
        } catch (RuntimeException e) {
            throw failures.explain(e);
        }
    }

    private RunOutcome runLocked(RunRequest request, ProvisioningTarget target) throws IOException {
        ManifestLocks locks = targets.lock(target, request.file(), "run");
        try {
            return metrics.timed(progress::snapshot, () -> launcher.run(request, target));
        } finally {
            publisher.close();
            locks.close();
        }
    }
}
