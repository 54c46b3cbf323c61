package io.github.pantree.manifest;

import io.github.pantree.manifest.CsvRecords.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A CSV file that asks for folders. Reading it streams: memory does not grow with the file. */
public final class Manifest {

    /** A spreadsheet's cell holds 32,767 characters; what is far beyond several of them is no row of names. */
    private static final int MAX_ROW_LENGTH = 200_000;

    private final Path file;
    private final List<String> header;
    private final Shape shape;

    private Manifest(Path file, List<String> header, Shape shape) {
        this.file = file;
        this.header = header;
        this.shape = shape;
    }

    /**
     * Opens a manifest and reads its header line.
     *
     * @throws InvalidManifest if there is no header line, or one that names no shape
     * @throws IOException if the file cannot be read
     */
    public static Manifest open(Path file) throws IOException, InvalidManifest {
        try (CsvRecords records = new CsvRecords(file)) {
            CsvRecord first = records.next();
            if (first == null) {
                throw new InvalidManifest(new Problem(
                        1,
                        "the file is empty",
                        "",
                        "a manifest begins with a line of column names",
                        "add a header line, for example: path"));
            }
            return new Manifest(file, first.cells(), Header.shape(first.line(), first.cells()));
        }
    }

    /** The SHA-256 of a file's bytes, in lower-case hexadecimal. */
    public static String contentHash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The column names as written. */
    public List<String> header() {
        return header;
    }

    /** The positions of the columns that are not part of the shape and belong to the user. */
    public List<Integer> ownColumns() {
        return IntStream.range(0, header.size())
                .filter(i -> !shape.columns().contains(i))
                .boxed()
                .toList();
    }

    /** Whether rows refer to each other by key (the tree shape), so that a row is of no use without its parent's row. */
    public boolean hasKeys() {
        return shape.hasOwnKeys();
    }

    /** The rows from the beginning. To be closed. */
    public Rows rows() throws IOException {
        return new Rows(new CsvRecords(file));
    }

    /** The rows of a manifest in the file's order. */
    public final class Rows implements Closeable {

        private final CsvRecords records;
        private boolean headerRead;
        private boolean ended;

        private Rows(CsvRecords records) {
            this.records = records;
        }

        /** The next row, or null at the end. A row with problems is a row; an open quote is the last one. */
        public @Nullable ManifestRow next() throws IOException {
            if (ended) {
                return null;
            }
            try {
                if (!headerRead) {
                    headerRead = true;
                    records.next();
                }
                CsvRecord cells = records.next();
                return cells == null ? null : read(cells);
            } catch (InvalidManifest e) {
                ended = true;
                return ManifestRow.unreadable(e);
            }
        }

        private ManifestRow read(CsvRecord row) {
            List<String> cells = row.cells();
            // Spreadsheets pad rows with empty cells on the right; they mean nothing.
            int width = header.size();
            if (cells.size() > width
                    && cells.subList(width, cells.size()).stream().allMatch(String::isEmpty)) {
                cells = cells.subList(0, width);
            }
            if (cells.size() != width) {
                return ragged(row.line(), cells);
            }
            return length(cells) > MAX_ROW_LENGTH ? tooLong(row.line(), cells) : shape.read(row.line(), cells);
        }

        private static int length(List<String> cells) {
            return cells.stream().mapToInt(String::length).sum();
        }

        private static ManifestRow tooLong(long line, List<String> cells) {
            Problem problem = new Problem(
                    line,
                    "the row is " + length(cells) + " characters long",
                    cells.get(0),
                    "a row has at most " + MAX_ROW_LENGTH + " characters",
                    "shorten its cells");
            return ManifestRow.bad(line, cells, List.of(problem));
        }

        private ManifestRow ragged(long line, List<String> cells) {
            Problem problem = new Problem(
                    line,
                    "the row has " + cells.size() + " cells",
                    String.join(",", cells),
                    "each row has " + header.size() + " cells, like the header",
                    "add or remove commas, or put quotes around a cell that holds one");
            return ManifestRow.bad(line, cells, List.of(problem));
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
