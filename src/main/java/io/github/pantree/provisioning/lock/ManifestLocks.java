package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a manifest and its target to this process: the server's lock, if the database is on one, and this machine's. */
public record ManifestLocks(
        @Nullable AdvisoryLock server, @Nullable ManifestLock machine) implements AutoCloseable {

    public static final ManifestLocks NONE = new ManifestLocks(null, null);

    /**
     * Takes them.
     *
     * @param work what this process is about to do, for the message of a process that finds them taken
     * @param stop is asked for a stop if the server's lock is lost
     */
    public static ManifestLocks acquire(
            AdvisoryLocks locks, ProvisioningTarget target, Path manifest, String work, LockWait wait, StopSignal stop)
            throws IOException {
        AdvisoryLock server =
                locks.areShared() ? wait.acquire(() -> onServer(locks, target, manifest, work, stop)) : null;
        try {
            return new ManifestLocks(server, wait.acquire(() -> ManifestLock.acquire(target, manifest, work)));
        } catch (IOException | RuntimeException e) {
            new ManifestLocks(server, null).close();
            throw e;
        }
    }

    private static AdvisoryLock onServer(
            AdvisoryLocks locks, ProvisioningTarget target, Path manifest, String work, StopSignal stop) {
        Optional<AdvisoryLock> lock = locks.acquire(
                target, LockedException.currentProcess(work), () -> stop.request(Messages.format("server.lost")));
        return lock.orElseThrow(() -> LockedException.server(manifest, locks.holder(target)));
    }

    @Override
    public void close() throws IOException {
        if (machine != null) {
            machine.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
