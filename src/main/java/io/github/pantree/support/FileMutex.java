package io.github.pantree.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Excludes other threads and other processes of this machine from a short piece of work, by a lock on a file that stays
 * empty. The operating system releases the lock of a process that dies.
 */
public final class FileMutex {

    private static final Logger log = LoggerFactory.getLogger(FileMutex.class);

    /** A lock of the operating system belongs to the whole process, which must not request it twice. */
    private static final Map<Path, Object> WITHIN_THE_PROCESS = new ConcurrentHashMap<>();

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
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OwnerOnlyFiles.createFolder(folder);
        Path key = folder.toRealPath().resolve(file.getFileName());
        synchronized (WITHIN_THE_PROCESS.computeIfAbsent(key, path -> new Object())) {
            // Not outside: to close the new file would release the lock of another thread.
            OwnerOnlyFiles.createFile(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                log.trace("Locked: {}", lock);
                return work.execute();
            }
        }
    }
}
