package io.github.pantree.ledger;

import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The number of the intents sent last, in a small file beside the database: a database with a lower number is older
 * than what was sent. The file is overwritten in place, and is on the disk before a write returns.
 */
public final class HighWaterMark implements AutoCloseable {

    /**
     * The number of intents.
     *
     * @param database identifies the database that numbers them
     */
    public record Value(UUID database, long number) {}

    private static final Pattern PATTERN =
            Pattern.compile("pantree ([0-9a-f-]{36}) (\\d{19}) (\\d{19})(?: (\\d{20}))?\n");

    /** Maximum difference between the time that is written and the file system's timestamp of the write. */
    private static final Duration WRITING = Duration.ofSeconds(2);

    private final Path file;
    private final TimeSource timing;
    private @Nullable FileChannel channel;
    private String inode = "";

    /**
     * @param file created by the first write, for the owner only
     * @param timing gives the time of the file system
     */
    public HighWaterMark(Path file, TimeSource timing) {
        this.file = file;
        this.timing = timing;
    }

    public Path file() {
        return file;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Empty if there is no file, if it cannot be understood, or if it was written by another program, such as one that
     * restores a backup.
     *
     * @throws DataAccessResourceFailureException if it cannot be read
     */
    public Optional<Value> read() {
        try {
            if (!exists()) {
                return Optional.empty();
            }
            Matcher text = PATTERN.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            return text.matches() && isOriginal(Long.parseLong(text.group(3)), text.group(4))
                    ? Optional.of(new Value(UUID.fromString(text.group(1)), Long.parseLong(text.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * A copy has its own change time (ctime), which no program can set, and its own number in the file system (inode).
     *
     * @param number null in a file of an older version
     */
    private boolean isOriginal(long written, @Nullable String number) throws IOException {
        return !isUnix()
                || !(Files.getAttribute(file, "unix:ctime") instanceof FileTime changed)
                || (changed.toMillis() <= written + WRITING.toMillis() && (number == null || number.equals(inode())));
    }

    private boolean isUnix() throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("unix");
    }

    /** With 20 digits; 0 if the file system has no such numbers. */
    private String inode() throws IOException {
        long number = isUnix() && Files.getAttribute(file, "unix:ino") instanceof Long inode ? inode : 0;
        return "%020d".formatted(number);
    }

    /**
     * Replaces the number.
     *
     * @throws DataAccessResourceFailureException if it cannot be written
     */
    public void write(Value value) {
        try {
            FileChannel open = open();
            // Of one length, so that each write replaces all of it.
            String text = String.format(
                    Locale.ROOT,
                    "pantree %s %019d %019d %s\n",
                    value.database(),
                    value.number(),
                    timing.now().toEpochMilli(),
                    inode);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                open.write(bytes, bytes.position());
            }
            if (open.size() > bytes.limit()) {
                open.truncate(bytes.limit());
            }
            open.force(false);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            OwnerOnlyFiles.createFile(file);
            open = FileChannel.open(file, StandardOpenOption.WRITE);
            inode = inode();
            channel = open;
        }
        return open;
    }

    private DataAccessResourceFailureException failure(IOException e) {
        return new DataAccessResourceFailureException(file.toString(), e);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
