package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.postgres.AdvisoryLock;
import io.github.pantree.ledger.postgres.AdvisoryLocks;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks a manifest and its target: with the server's lock if the database is on a server, and with a lock on this
 * machine that excludes other processes of this user, even with other homes.
 */
public record ManifestLocks(
        @Nullable AdvisoryLock server, @Nullable WatchedFileLock machine) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ManifestLocks.class);

    public static final ManifestLocks NONE = new ManifestLocks(null, null);

    /**
     * Acquires the locks.
     *
     * @param work describes this process to another process that waits for the locks
     * @param stop receives a stop request if the server's lock is lost
     */
    public static ManifestLocks acquire(
            AdvisoryLocks locks, ProvisioningTarget target, Path manifest, String work, LockWait wait, StopSignal stop)
            throws IOException {
        AdvisoryLock server =
                locks.areShared() ? wait.acquire(() -> onServer(locks, target, manifest, work, stop)) : null;
        try {
            return new ManifestLocks(
                    server,
                    wait.acquire(() -> onMachine(target, manifest, work))
                            .map(lock -> new WatchedFileLock(
                                    lock, () -> stop.request(Messages.format("lock.replaced", manifest))))
                            .orElse(null));
        } catch (IOException | RuntimeException e) {
            new ManifestLocks(server, null).close();
            throw e;
        }
    }

    private static AdvisoryLock onServer(
            AdvisoryLocks locks, ProvisioningTarget target, Path manifest, String work, StopSignal stop) {
        Optional<AdvisoryLock> lock =
                locks.acquire(target, LockHolder.current(work), () -> stop.request(Messages.format("server.lost")));
        return lock.orElseThrow(() -> LockedException.server(manifest, locks.holder(target)));
    }

    /** The lock on this machine; empty, with a warning, if files in the temporary folder cannot be locked. */
    private static Optional<ProcessFileLock> onMachine(ProvisioningTarget target, Path manifest, String work) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "pantree-" + System.getProperty("user.name"));
        return onMachine(folder, target, manifest, work);
    }

    /** @throws InvalidSettingException if other users can access the folder of the locks */
    static Optional<ProcessFileLock> onMachine(Path folder, ProvisioningTarget target, Path manifest, String work) {
        byte[] identity = target.identity().getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(UUID.nameUUIDFromBytes(identity) + ".lock");
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                OwnerOnlyFiles.createFolder(folder);
            }
            if (!OwnerOnlyFiles.isOwn(folder)) {
                throw InvalidSettingException.of("java.io.tmpdir", folder.toString(), "locks");
            }
            return Optional.of(
                    ProcessFileLock.acquire(file, work, holder -> LockedException.manifest(manifest, holder)));
        } catch (IOException e) {
            log.warn("{}", Messages.format("lock.unknown", file, FileSystemErrors.describe(e)));
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (machine != null) {
                machine.close();
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
