package io.github.pantree.provisioning;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/**
 * A file that one process holds. The operating system drops the lock with the process, however it ends, so a lock that
 * can be had proves that no other process is at it. The file says who holds it.
 */
final class ProcessLock implements AutoCloseable {

    /** Far behind the text, since a locked region cannot be read on some systems. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param work what this process is about to do, for whoever finds the file locked
     * @param busy what to throw if another process holds it, from what it says of itself
     */
    static ProcessLock take(Path file, String work, Function<String, Busy> busy) throws IOException {
        OwnerOnlyFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (locked(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder(work).getBytes(StandardCharsets.UTF_8)), 0);
                return new ProcessLock(channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw busy.apply(words(Files.readString(file).strip().split("\t", -1)));
    }

    /** Facts, since whoever reads them may speak another language. */
    private static String holder(String work) {
        Holder me = Busy.me(work);
        return String.join("\t", me.pid(), me.host(), me.work(), me.since());
    }

    private static String words(String[] facts) {
        return facts.length == 4 ? Busy.words(new Holder(facts[0], facts[1], facts[2], facts[3])) : "";
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
