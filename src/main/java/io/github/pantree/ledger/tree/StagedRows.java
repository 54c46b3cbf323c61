package io.github.pantree.ledger.tree;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.Problem;
import io.github.pantree.support.SpillFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a manifest while it is read: some sixty bytes of memory per folder, and the texts in a file. Rows refer
 * to each other by key; a folder that was only referred to is not yet defined.
 *
 * <p>Lost with the process, since reading a million rows again takes seconds. See {@code src/docs/decisions/010}.
 */
public final class StagedRows implements Closeable {

    /** The number of the target. */
    static final int TARGET = 0;

    static final int NONE = -1;

    private static final int NAME = 0;
    private static final int KEY = 1;
    private static final int PARENT_KEY = 2;
    private static final int CELLS = 3;
    private static final int FIRST_CAPACITY = 1 << 12;

    private final KeyHash hash = new KeyHash();
    private final SpillFile texts = new SpillFile();
    private final String[] name = new String[NAME + 1];
    private final String[] record = new String[CELLS + 1];
    private final Map<Integer, String> explicitParents = new HashMap<>();

    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    private long[] folded = new long[FIRST_CAPACITY];
    private long[] position = new long[FIRST_CAPACITY];
    private int[] parent = new int[FIRST_CAPACITY];
    private int[] line = new int[FIRST_CAPACITY];
    private int[] firstLine = new int[FIRST_CAPACITY];
    private short[] column = new short[FIRST_CAPACITY];
    /** Open addressing: the number of a folder plus 1, by the hash of its key. */
    private int[] byKey = new int[2 * FIRST_CAPACITY];

    private int size;
    private int defined;
    private int lastLine;

    public StagedRows() throws IOException {
        int target = numberOf("");
        parent[target] = NONE;
        position[target] = texts.add("", "", "", "");
    }

    /** Adds rows in file order, and passes conflicts between them to {@code problems}. */
    public void add(List<StagedRow> rows, Consumer<Problem> problems) {
        try {
            for (StagedRow row : rows) {
                add(row, problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(StagedRow row, Consumer<Problem> problems) throws IOException {
        Long rowLine = row.line();
        // Implicit parents follow the row whose path contains them.
        lastLine = rowLine == null ? lastLine : Math.toIntExact(rowLine);
        int number = numberOf(row.key());
        if (position[number] == NONE) {
            define(number, row);
        } else if (rowLine != null && line[number] == 0) {
            line[number] = lastLine;
            column[number] = (short) row.column();
            position[number] = write(row);
        } else if (rowLine != null) {
            boolean keyed = row.keyColumn() != row.column();
            problems.accept(Problem.of(
                    rowLine, row.keyColumn(), keyed ? "row.twiceKey" : "row.twice", row.key(), line[number]));
        }
    }

    private void define(int number, StagedRow row) throws IOException {
        int above = numberOf(row.parentKey());
        String dirId = row.parentDirId();
        if (dirId != null && position[above] == NONE) {
            explicitParents.put(above, dirId);
            parent[above] = NONE;
            position[above] = texts.add("", "", "", "");
        }
        parent[number] = above;
        firstLine[number] = lastLine;
        line[number] = row.line() == null ? 0 : lastLine;
        column[number] = (short) row.column();
        folded[number] = row.name().isEmpty() ? 0 : foldedHash(row.name());
        position[number] = write(row);
        defined++;
    }

    private long write(StagedRow row) throws IOException {
        boolean keyed = row.keyColumn() != row.column();
        String cells = row.cells();
        return texts.add(row.name(), keyed ? row.key() : "", keyed ? row.parentKey() : "", cells == null ? "" : cells);
    }

    private long foldedHash(String text) {
        hash.of(fold(text));
        // 0 means no name.
        return hash.high() | 1;
    }

    /** The name without differences that people overlook: case and Unicode form. */
    static String fold(String text) {
        if (isPlain(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String form = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return form.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Whether the text contains only ASCII and common ideographs, which have a single form. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && (c < 0x4E00 || c > 0x9FFF)) {
                return false;
            }
        }
        return true;
    }

    private int numberOf(String key) {
        hash.of(key);
        long keyHigh = hash.high();
        long keyLow = hash.low();
        int mask = byKey.length - 1;
        int slot = (int) keyLow & mask;
        while (byKey[slot] != 0) {
            int number = byKey[slot] - 1;
            if (high[number] == keyHigh && low[number] == keyLow) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        if (size == high.length) {
            grow();
        }
        int number = size++;
        high[number] = keyHigh;
        low[number] = keyLow;
        position[number] = NONE;
        parent[number] = NONE;
        enter(number);
        return number;
    }

    private void enter(int number) {
        int mask = byKey.length - 1;
        int slot = (int) low[number] & mask;
        while (byKey[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        byKey[slot] = number + 1;
    }

    private void grow() {
        int capacity = high.length + (high.length >> 1);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        folded = Arrays.copyOf(folded, capacity);
        position = Arrays.copyOf(position, capacity);
        parent = Arrays.copyOf(parent, capacity);
        line = Arrays.copyOf(line, capacity);
        firstLine = Arrays.copyOf(firstLine, capacity);
        column = Arrays.copyOf(column, capacity);
        if (byKey.length < 2 * capacity) {
            byKey = new int[2 * byKey.length];
            for (int number = 0; number < size; number++) {
                enter(number);
            }
        }
    }

    /** One more than the highest number, counting the target, explicit parents and requested folders. */
    int size() {
        return size;
    }

    /** The number of requested folders. */
    public int folders() {
        return defined;
    }

    boolean isDefined(int number) {
        return position[number] != NONE;
    }

    /** The numbers of the existing folders that rows refer to as parents, with their dirIDs. */
    Map<Integer, String> explicitParents() {
        return explicitParents;
    }

    /** The number of the parent, which need not be defined; {@link #NONE} at the top. */
    int parent(int number) {
        return parent[number];
    }

    /** The line that names the folder; null for an implicit parent. */
    @Nullable
    Long line(int number) {
        return line[number] == 0 ? null : Long.valueOf(line[number]);
    }

    /** The line that names the folder, or the first whose path contains it. */
    long anyLine(int number) {
        return line[number] == 0 ? firstLine[number] : line[number];
    }

    int column(int number) {
        return column[number];
    }

    /**
     * A hash that is equal for names that people cannot distinguish, and practically never for others; 0 for an invalid
     * name.
     */
    long foldedName(int number) {
        return folded[number];
    }

    String name(int number) {
        read(number, name);
        return name[NAME];
    }

    /** The key of the row; empty if rows have no keys. */
    String key(int number) {
        read(number, record);
        return record[KEY];
    }

    String parentKey(int number) {
        read(number, record);
        return record[PARENT_KEY];
    }

    /** Name and cells of a folder. */
    public record Texts(String name, @Nullable String cells) {}

    Texts texts(int number) {
        read(number, record);
        return new Texts(record[NAME], line[number] == 0 ? null : record[CELLS]);
    }

    private void read(int number, String[] into) {
        try {
            texts.read(position[number], into);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        texts.close();
    }
}
