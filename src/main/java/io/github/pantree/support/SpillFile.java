package io.github.pantree.support;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Stores texts in a temporary, owner-only file that is deleted with the process: appended in order, read at random.
 * Every text is restored exactly, including lone surrogates.
 */
public final class SpillFile implements Closeable {

    private static final int BUFFER = 1 << 18;
    /** Longer than most records, so that one read is enough for them. */
    private static final int USUAL_LENGTH = 1 << 9;

    private final FileChannel file;
    private ByteBuffer unwritten = ByteBuffer.allocate(BUFFER);
    private ByteBuffer found = ByteBuffer.allocate(USUAL_LENGTH);
    private long written;

    public SpillFile() throws IOException {
        Path path = Files.createTempFile("pantree", ".rows");
        // On Unix it is unlinked immediately, so that a killed process leaves nothing behind.
        file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Appends a record. @return its position */
    public long add(String... texts) throws IOException {
        int length = Integer.BYTES;
        for (String text : texts) {
            length += Integer.BYTES + text.length() * Character.BYTES;
        }
        if (unwritten.remaining() < length) {
            flush();
            if (unwritten.capacity() < length) {
                unwritten = ByteBuffer.allocate(length);
            }
        }
        long place = written + unwritten.position();
        unwritten.putInt(length);
        for (String text : texts) {
            unwritten.putInt(text.length());
            int begin = unwritten.position();
            unwritten.asCharBuffer().put(text);
            unwritten.position(begin + text.length() * Character.BYTES);
        }
        return place;
    }

    private void flush() throws IOException {
        unwritten.flip();
        while (unwritten.hasRemaining()) {
            written += file.write(unwritten, written);
        }
        unwritten.clear();
    }

    /** Reads the first texts of a record, as many as {@code texts} has elements. */
    public void read(long place, String[] texts) throws IOException {
        if (unwritten.position() > 0) {
            flush();
        }
        fill(place, USUAL_LENGTH);
        int length = found.getInt(0);
        if (length > found.limit()) {
            fill(place, length);
        }
        found.position(Integer.BYTES);
        for (int i = 0; i < texts.length; i++) {
            int chars = found.getInt();
            char[] text = new char[chars];
            found.asCharBuffer().get(text);
            found.position(found.position() + chars * Character.BYTES);
            texts[i] = new String(text);
        }
    }

    private void fill(long place, int length) throws IOException {
        if (found.capacity() < length) {
            found = ByteBuffer.allocate(length);
        }
        found.clear().limit(length);
        for (int read = 0; found.hasRemaining() && read >= 0; ) {
            read = file.read(found, place + found.position());
        }
        if (found.position() < Integer.BYTES) {
            throw new EOFException("No record at " + place);
        }
        found.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
