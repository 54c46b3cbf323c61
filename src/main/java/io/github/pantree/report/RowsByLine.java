package io.github.pantree.report;

import io.github.pantree.support.SpillFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Sorts rows of a manifest by their lines, since the ledger returns them in the order of the tree. A database would
 * take minutes to sort a million of them. Memory: 16 bytes a row; their texts are in a temporary file.
 */
final class RowsByLine implements Closeable {

    private static final int FIRST_CAPACITY = 1_000;

    private final SpillFile texts = new SpillFile();
    /** The line in the upper half, the index in {@link #places} in the lower one. */
    private long[] lines = new long[FIRST_CAPACITY];
    /** The positions of the texts. */
    private long[] places = new long[FIRST_CAPACITY];

    private int count;

    RowsByLine() throws IOException {}

    void add(long line, String cells, String error) {
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, count * 2);
            places = Arrays.copyOf(places, count * 2);
        }
        lines[count] = ((long) Math.toIntExact(line) << Integer.SIZE) | count;
        try {
            places[count] = texts.add(cells, error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        count++;
    }

    /** Passes cells and error of each row, in the order of their lines. */
    void forEach(BiConsumer<String, String> each) {
        Arrays.sort(lines, 0, count);
        String[] row = new String[2];
        for (int i = 0; i < count; i++) {
            try {
                texts.read(places[(int) lines[i]], row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            each.accept(row[0], row[1]);
        }
    }

    @Override
    public void close() throws IOException {
        texts.close();
    }
}
