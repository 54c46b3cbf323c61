package io.github.pantree.provisioning;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.lock.LockWait;
import io.github.pantree.provisioning.lock.ManifestLocks;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;

/** Identifies the target of a manifest, and locks the pair. */
record ManifestTargets(
        RunSettings settings,
        ManifestReader manifests,
        Pan123Settings api,
        AdvisoryLocks locks,
        TimeSource timing,
        StopSignal stop) {

    ProvisioningTarget target(Path manifest) throws IOException {
        return new ProvisioningTarget(manifests.contentHash(manifest), api.baseUrl(), settings.target());
    }

    /** While the locks are held, no other process works on the manifest and its target. */
    ManifestLocks lock(ProvisioningTarget target, Path manifest, String work) throws IOException {
        LockWait wait = new LockWait(settings, timing, stop::isRequested);
        return ManifestLocks.acquire(locks, target, manifest, work, wait, stop);
    }

    /**
     * Like {@link #lock}, for work that needs this lock only if the database is shared; otherwise the lock on the home
     * is enough.
     */
    ManifestLocks lockIfShared(ProvisioningTarget target, Path manifest, String work) throws IOException {
        return locks.areShared() ? lock(target, manifest, work) : ManifestLocks.NONE;
    }
}
