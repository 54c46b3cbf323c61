package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a manifest and its target to one process of this user on this machine, whatever home each works with. */
final class ManifestLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ManifestLock.class);

    private final Optional<ProcessFileLock> lock;

    private ManifestLock(Optional<ProcessFileLock> lock) {
        this.lock = lock;
    }

    /** @throws LockedException if another process works on the same content for the same place */
    static ManifestLock acquire(ProvisioningTarget target, Path manifest, String work) {
        String what = String.join(
                "\n", target.contentHash(), target.baseUrl(), target.parent().value());
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "pantree-" + System.getProperty("user.name"));
        Path file = folder.resolve(UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)) + ".lock");
        try {
            OwnerOnlyFiles.createFolder(folder);
            return new ManifestLock(Optional.of(
                    ProcessFileLock.acquire(file, work, holder -> LockedException.manifest(manifest, holder))));
        } catch (IOException e) {
            log.warn("{}", Messages.format("busy.unknown", file, FileSystemErrors.describe(e)));
            return new ManifestLock(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
