package io.github.pantree.provisioning;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.provisioning.job.Verification;
import io.github.pantree.provisioning.job.VerifyLauncher;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.run.VerifyOutcome.Counts;
import io.github.pantree.provisioning.run.VerifyOutcome.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the remote tree with a manifest. */
record VerifyService(
        VerifyLauncher launcher, ManifestTargets targets, VerificationStore checks, StorageFailures failures) {

    private static final int SHOWN_DIFFERENCES = 1_000;

    VerifyOutcome verify(Path manifest) throws IOException {
        ProvisioningTarget target = targets.target(manifest);
        try {
            return verifyLocked(manifest, target);
        } catch (RuntimeException e) {
            throw failures.explain(e);
        }
    }

    private VerifyOutcome verifyLocked(Path manifest, ProvisioningTarget target) throws IOException {
        ManifestLocks locks = targets.lockIfShared(target, manifest, "verify");
        try {
            return outcome(launcher.verify(manifest, target));
        } finally {
            locks.close();
        }
    }

    private VerifyOutcome outcome(Verification verification) {
        RunOutcome run = verification.outcome();
        boolean done = run.end() == RunStatus.COMPLETED;
        Counts counts = Counts.of(done ? checks.counts(run.manifest()) : Map.of());
        long extras = done ? checks.extras(run.manifest()) : 0;
        boolean differs = verification.differences() != null;
        return new VerifyOutcome(
                differs ? RunStatus.DIFFERENCES : run.end(),
                counts,
                extras,
                run.summary().calls().list(),
                run.summary().seconds(),
                differs ? shown(run.manifest()) : List.of(),
                verification.differences(),
                run.reason(),
                run.manifest());
    }

    private List<Shown> shown(long manifest) {
        List<Shown> shown = new ArrayList<>();
        checks.forEachDifference(manifest, difference -> {
            if (shown.size() < SHOWN_DIFFERENCES) {
                shown.add(Shown.of(difference));
            }
        });
        return shown;
    }
}
