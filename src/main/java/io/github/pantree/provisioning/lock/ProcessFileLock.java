package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file that one process locks. The operating system releases the lock when the process ends, even if it is killed, so
 * a free lock proves that no other process uses the file. The content of the file identifies the holder.
 */
public final class ProcessFileLock implements AutoCloseable {

    /** Far behind the text, since some systems forbid reading a locked region. */
    private static final long LOCKED_BYTE = 1L << 40;

    /**
     * The locks of this process by their real paths, each with the content of its file. Opening and closing a locked
     * file again would release its lock: on POSIX, closing a file drops all locks of the process on it, whatever the
     * descriptor.
     */
    private static final Map<Path, String> OWN = new HashMap<>();

    private final Path key;
    private final FileChannel channel;

    private ProcessFileLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Locks a file for this process.
     *
     * @param work describes this process to another process that finds the file locked
     * @param busy creates the exception to throw if the lock is held, from the content of the file
     */
    public static ProcessFileLock acquire(Path file, String work, Function<String, LockedException> busy)
            throws IOException {
        OwnerOnlyFiles.createFile(file);
        String holder;
        synchronized (OWN) {
            Path key = file.toRealPath();
            String own = OWN.get(key);
            ProcessFileLock lock = own == null ? lock(file, key, work) : null;
            if (lock != null) {
                return lock;
            }
            holder = own == null ? Files.readString(file) : own;
        }
        throw busy.apply(message(holder.strip().split("\t", -1)));
    }

    private static @Nullable ProcessFileLock lock(Path file, Path key, String work) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (isLocked(channel, false)) {
                String holder = holder(work);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
                OWN.put(key, holder);
                return new ProcessFileLock(key, channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
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
                return !isLocked(channel, true);
            }
        }
    }

    /** Separate fields, since the process that reads them may use another language. */
    private static String holder(String work) {
        Holder me = LockedException.currentProcess(work);
        return String.join("\t", me.pid(), me.host(), me.work(), me.since());
    }

    private static String message(String[] facts) {
        return facts.length == 4 ? LockedException.message(new Holder(facts[0], facts[1], facts[2], facts[3])) : "";
    }

    private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
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
            channel.close();
            OWN.remove(key);
        }
    }
}
