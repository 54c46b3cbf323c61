package io.github.pantree.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Excludes other threads and other processes of this machine from a piece of work, by a lock on a file that stays
 * empty. The operating system releases the lock of a process that dies.
 */
public final class FileMutex {

    private static final Logger log = LoggerFactory.getLogger(FileMutex.class);

    /** A lock of the operating system belongs to the whole process, which must not request it twice. */
    private static final Map<Path, ReentrantLock> WITHIN_THE_PROCESS = new ConcurrentHashMap<>();

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final Path file;

    /** @param file is created with its folder if it does not exist, with owner-only permissions */
    public FileMutex(Path file) {
        this.file = file;
    }

    /**
     * Work that is done under the lock.
     *
     * @param <T> what it returns
     * @param <E> what it throws besides {@code IOException}
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T execute() throws IOException, E;
    }

    /**
     * Waits for the lock, does the work and releases the lock, whatever the work throws.
     *
     * @throws IOException if the file cannot be created or locked, or from the work
     */
    public <T, E extends Exception> T locked(Work<T, E> work) throws IOException, E {
        ReentrantLock own = ownLock();
        own.lock();
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            log.trace("Locked: {}", lock);
            return work.execute();
        } finally {
            own.unlock();
        }
    }

    /**
     * Like {@link #locked(Work)}, for work that may last longer than others want to wait.
     *
     * @param cancelled whether to give up, while it waits
     * @return empty if it gave up, or was interrupted
     */
    public <T, E extends Exception> Optional<T> locked(TimeSource timing, BooleanSupplier cancelled, Work<T, E> work)
            throws IOException, E {
        ReentrantLock own = ownLock();
        if (!waits(timing, cancelled, own::tryLock)) {
            return Optional.empty();
        }
        try (FileChannel channel = open()) {
            // Closing the channel releases it.
            return waits(timing, cancelled, () -> channel.tryLock() != null)
                    ? Optional.of(work.execute())
                    : Optional.empty();
        } finally {
            own.unlock();
        }
    }

    private ReentrantLock ownLock() throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OwnerOnlyFiles.createFolder(folder);
        Path key = folder.toRealPath().resolve(file.getFileName());
        return WITHIN_THE_PROCESS.computeIfAbsent(key, path -> new ReentrantLock());
    }

    /** To be called by the thread that holds the own lock: closing the file releases all locks of the process. */
    private FileChannel open() throws IOException {
        OwnerOnlyFiles.createFile(file);
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    /** Tries to acquire a lock. */
    private interface Attempt {
        boolean isAcquired() throws IOException;
    }

    private static boolean waits(TimeSource timing, BooleanSupplier cancelled, Attempt attempt) throws IOException {
        while (!attempt.isAcquired()) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            try {
                timing.sleep(RETRY_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
