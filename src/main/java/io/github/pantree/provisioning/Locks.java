package io.github.pantree.provisioning;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a manifest and its target to this process: the server's lock, if the database is on one, and this machine's. */
record Locks(@Nullable AdvisoryLock server, @Nullable ManifestLock machine) implements AutoCloseable {

    static final Locks NONE = new Locks(null, null);

    /**
     * Takes them.
     *
     * @param work what this process is about to do, for whoever finds them taken
     * @param stop is asked for a stop if the server's lock is lost
     */
    static Locks take(
            AdvisoryLocks locks,
            ProvisioningTarget target,
            Path manifest,
            String work,
            Patience patience,
            StopSignal stop)
            throws IOException {
        AdvisoryLock server =
                locks.areShared() ? patience.await(() -> onServer(locks, target, manifest, work, stop)) : null;
        try {
            return new Locks(server, patience.await(() -> ManifestLock.take(target, manifest, work)));
        } catch (IOException | RuntimeException e) {
            new Locks(server, null).close();
            throw e;
        }
    }

    private static AdvisoryLock onServer(
            AdvisoryLocks locks, ProvisioningTarget target, Path manifest, String work, StopSignal stop) {
        Optional<AdvisoryLock> lock =
                locks.acquire(target, Busy.me(work), () -> stop.request(Messages.format("server.lost")));
        return lock.orElseThrow(() -> Busy.server(manifest, locks.holder(target)));
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
