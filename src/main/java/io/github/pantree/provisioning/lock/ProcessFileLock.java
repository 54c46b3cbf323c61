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
import java.util.function.Function;

/**
 * A file that one process locks. The operating system releases the lock when the process ends, even if it is killed, so
 * a free lock proves that no other process uses the file. The content of the file identifies the holder.
 */
public final class ProcessFileLock implements AutoCloseable {

    /** Far behind the text, since some systems forbid reading a locked region. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private ProcessFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Locks a file for this process, which must not hold the lock yet.
     *
     * @param work describes this process to another process that finds the file locked
     * @param busy creates the exception to throw if another process holds the lock, from the content of the file
     */
    public static ProcessFileLock acquire(Path file, String work, Function<String, LockedException> busy)
            throws IOException {
        OwnerOnlyFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (locked(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder(work).getBytes(StandardCharsets.UTF_8)), 0);
                return new ProcessFileLock(channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw busy.apply(message(Files.readString(file).strip().split("\t", -1)));
    }

    /** Separate fields, since the process that reads them may use another language. */
    private static String holder(String work) {
        Holder me = LockedException.currentProcess(work);
        return String.join("\t", me.pid(), me.host(), me.work(), me.since());
    }

    private static String message(String[] facts) {
        return facts.length == 4 ? LockedException.message(new Holder(facts[0], facts[1], facts[2], facts[3])) : "";
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
