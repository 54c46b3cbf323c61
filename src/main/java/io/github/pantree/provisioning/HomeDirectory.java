package io.github.pantree.provisioning;

import io.github.pantree.provisioning.lock.LockWait;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.lock.ProcessFileLock;
import io.github.pantree.provisioning.lock.WatchedFileLock;
import io.github.pantree.provisioning.progress.ProgressReader;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of an open home: locked if the database is in it, or a temporary directory for a plan.
 *
 * @param database the H2 database file in it, without the file extension
 * @param release unlocks or deletes the directory
 */
record HomeDirectory(Path database, Closeable release) implements Closeable {

    /** The database file in a home. */
    static final String DATABASE = "pantree.mv.db";

    /**
     * Creates and locks the directory.
     *
     * @param shared whether the database is on a server, which has its own locks
     * @throws LockedException if another process holds the lock longer than this one may wait
     */
    static HomeDirectory open(OpenRequest request, RunSettings settings, boolean shared) {
        try {
            if (request.mode() == OpenMode.PLAN) {
                Path folder = OwnerOnlyFiles.createTemporaryFolder("pantree-plan");
                return new HomeDirectory(folder.resolve("plan"), () -> FileSystemUtils.deleteRecursively(folder));
            }
            Path home = settings.home().toAbsolutePath().normalize();
            OwnerOnlyFiles.createFolder(home);
            checkOut(settings.out());
            Closeable release = shared ? () -> {} : lock(home, request, settings)::close;
            return new HomeDirectory(home.resolve("pantree"), release);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.home",
                    settings.home().toString(),
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.home.remedy"));
        }
    }

    private static WatchedFileLock lock(Path home, OpenRequest request, RunSettings settings) throws IOException {
        String work = request.mode().name().toLowerCase(Locale.ROOT);
        LockWait.Attempt<ProcessFileLock> attempt =
                () -> ProcessFileLock.acquire(home.resolve("lock"), work, holder -> LockedException.home(home, holder));
        // The progress of a run is shown without waiting for its end.
        boolean inProgress = request.mode() == OpenMode.STATUS
                && !ProgressReader.running(home).isEmpty();
        ProcessFileLock lock = inProgress
                ? attempt.acquire()
                : new LockWait(settings, TimeSource.SYSTEM, request.stopRequested()).acquire(attempt);
        try {
            OwnerOnlyFiles.createFile(home.resolve(DATABASE));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        // A process that has locked another file cannot open the database, which has a lock of its own.
        return new WatchedFileLock(lock, () -> {});
    }

    /** Checks before the run that its result folder can be written. */
    private static void checkOut(@Nullable Path out) {
        try {
            if (out != null) {
                OwnerOnlyFiles.createFolder(out);
                Files.delete(Files.createTempFile(out, ".pantree", ".tmp"));
            }
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "pantree.out",
                    out.toString(),
                    Messages.format("setting.folder.rule", FileSystemErrors.describe(e)),
                    Messages.format("setting.out.remedy"));
        }
    }

    @Override
    public void close() throws IOException {
        release.close();
    }
}
