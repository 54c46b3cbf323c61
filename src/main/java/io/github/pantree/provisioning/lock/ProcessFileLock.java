package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that one process locks. The operating system releases the lock when the process ends, even if it is killed, so
 * a free lock proves that no other process uses the file. The content of the file identifies the holder, who deletes it
 * when it releases the lock, except on Windows.
 */
public final class ProcessFileLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProcessFileLock.class);

    /** Far behind the text, since some systems forbid reading a locked region. */
    private static final long LOCKED_BYTE = 1L << 40;

    /**
     * The locks of this process by their real paths, each with the content of its file. Opening and closing a locked
     * file again would release its lock: on POSIX, closing a file drops all locks of the process on it, whatever the
     * descriptor.
     */
    private static final Map<Path, String> OWN = new HashMap<>();

    /** How often the file may be deleted between its creation and its lock. */
    private static final int MAX_ATTEMPTS = 10;

    /** An open and locked file; without the identity of the file on a system that has none. */
    private record LockedFile(FileChannel channel, @Nullable Object identity) {}

    private final Path key;
    private LockedFile locked;

    private ProcessFileLock(Path key, LockedFile locked) {
        this.key = key;
        this.locked = locked;
    }

    /**
     * Locks a file for this process.
     *
     * @param work describes this process to another process that finds the file locked
     * @param busy creates the exception to throw if the lock is held, from the content of the file
     */
    public static ProcessFileLock acquire(Path file, String work, Function<String, LockedException> busy)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return acquireOnce(file, work, busy);
            } catch (NoSuchFileException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                log.debug("The last holder has just deleted {}", file, e);
            }
        }
    }

    private static ProcessFileLock acquireOnce(Path file, String work, Function<String, LockedException> busy)
            throws IOException {
        OwnerOnlyFiles.createFile(file);
        String holder;
        synchronized (OWN) {
            Path key = file.toRealPath();
            String own = OWN.get(key);
            String self = holder(work);
            LockedFile locked = own == null ? lock(file, self) : null;
            if (locked != null) {
                OWN.put(key, self);
                return new ProcessFileLock(key, locked);
            }
            holder = own == null ? Files.readString(file) : own;
        }
        throw busy.apply(message(holder.strip().split("\t", -1)));
    }

    /**
     * Locks the file of this path; null if another process has locked it.
     *
     * @throws NoSuchFileException if the file was deleted, and perhaps created again, before it was locked
     */
    private static @Nullable LockedFile lock(Path file, String holder) throws IOException {
        Object identity = identity(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (tryLock(channel, false)) {
                if (!Objects.equals(identity, identity(file))) {
                    throw new NoSuchFileException(file.toString());
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
                return new LockedFile(channel, identity);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /**
     * Creates and locks the file again if it was deleted while this process holds it, since another process could lock
     * a new file of that name.
     *
     * @return false if another process has done so
     */
    boolean restore() throws IOException {
        synchronized (OWN) {
            if (isUnchanged()) {
                return true;
            }
            OwnerOnlyFiles.createFolder(Objects.requireNonNull(key.getParent()));
            OwnerOnlyFiles.createFile(key);
            LockedFile again = lock(key, OWN.getOrDefault(key, ""));
            if (again == null) {
                return false;
            }
            locked.channel().close();
            locked = again;
        }
        log.warn("{}", Messages.format("lock.restored", key));
        return true;
    }

    private boolean isUnchanged() throws IOException {
        try {
            return Objects.equals(locked.identity(), identity(key));
        } catch (NoSuchFileException e) {
            log.debug("The lock file was deleted", e);
            return false;
        }
    }

    /** Whether any process, including this one, holds the lock; false if the file does not exist. */
    public static boolean isHeld(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        synchronized (OWN) {
            if (OWN.containsKey(file.toRealPath())) {
                return true;
            }
            // A shared lock, so that processes that check at the same time do not find each other's lock.
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return !tryLock(channel, true);
            }
        }
    }

    /** Separate fields, since the process that reads them may use another language. */
    private static String holder(String work) {
        Holder me = LockHolder.current(work);
        return String.join("\t", me.pid(), me.host(), me.work(), me.since());
    }

    private static String message(String[] facts) {
        return facts.length == 4 ? LockHolder.describe(new Holder(facts[0], facts[1], facts[2], facts[3])) : "";
    }

    private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            try {
                // Before it is released: a process that has opened it meanwhile finds out when it has locked it.
                if (locked.identity() != null && isUnchanged()) {
                    Files.deleteIfExists(key);
                }
            } finally {
                locked.channel().close();
                OWN.remove(key);
            }
        }
    }
}
