package io.github.pantree.provisioning;

import io.github.pantree.folder.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a home to one process. The operating system drops the lock with the process, however it ends, so a lock that
 * can be had proves that no run is alive. The file says who holds it.
 */
final class HomeLock implements AutoCloseable {

    /** Far behind the text, since a locked region cannot be read on some systems. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param work what this process is about to do, for whoever finds the home locked
     * @throws HomeBusy if another process works on the home
     */
    static HomeLock take(Path home, String work) throws IOException {
        Path file = home.resolve("lock");
        PrivateFiles.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (locked(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(work.getBytes(StandardCharsets.UTF_8)), 0);
                return new HomeLock(channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new HomeBusy(home, Files.readString(file).strip());
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
