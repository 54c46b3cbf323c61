package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.FormulaEscaper;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file that lists folders. It is read as a stream: memory does not grow with the file. */
public final class Manifest {

    private static final String ERROR = "error";

    /** A longer row is not a row of names. */
    private static final int MAX_ROW_LENGTH = 200_000;

    private final ManifestOptions options;
    private final ManifestSource source;
    private final List<String> header;
    private final Shape shape;

    private Manifest(ManifestOptions options, ManifestSource source, List<String> header, Shape shape) {
        this.options = options;
        this.source = source;
        this.header = header;
        this.shape = shape;
    }

    /**
     * Reads the header line of a manifest.
     *
     * @param encoding how its bytes become text; null for a workbook
     */
    static Manifest open(Path file, ManifestOptions options, @Nullable Encoding encoding)
            throws IOException, InvalidManifestException {
        ManifestSource source = ManifestSource.of(file, options, encoding);
        try (RecordReader records = source.records()) {
            Row first = records.next();
            if (first == null) {
                throw new InvalidManifestException(Problem.of(1, 1, "file.empty", ""));
            }
            Optional<Problem> problem = Stream.concat(Stream.ofNullable(first.problem()), first.flaws().stream())
                    .findFirst();
            if (problem.isPresent()) {
                throw new InvalidManifestException(problem.get());
            }
            List<String> header = isRejects(first.cells())
                    ? first.cells().stream().map(FormulaEscaper::unescape).toList()
                    : first.cells();
            Shape shape = HeaderParser.shape(first.line(), header, new ColumnNames(options.columns()));
            return new Manifest(options, source, header, shape);
        }
    }

    /** Files written by pantree have escaped formulas; the name of the last column identifies them. */
    private static boolean isRejects(List<String> header) {
        return header.get(header.size() - 1).equals(ERROR);
    }

    /** The column names as written. */
    public List<String> header() {
        return header;
    }

    /** The positions of the columns that are not part of the shape and belong to the user. */
    public List<Integer> ownColumns() {
        return IntStream.range(0, header.size())
                .filter(i -> !shape.columns().contains(i))
                .filter(i -> !isRejects(header) || i < header.size() - 1)
                .boxed()
                .toList();
    }

    /** The cell of a row, counted from 1, that refers to its parent's row; 0 if none does. */
    public int parentColumn() {
        return shape instanceof Shape.Tree tree ? tree.parentKey() + 1 : 0;
    }

    /** Its CSV format; for a workbook, the format of its rejects. */
    public CsvFormat format() {
        return source.format();
    }

    /** Describes how it is read, for users to check. */
    public String describe() {
        return source.describe(shape);
    }

    /** The rows from the beginning. To be closed. */
    public Rows rows() throws IOException {
        return new Rows(source.records());
    }

    /** The rows of a manifest in the file's order. */
    public final class Rows implements Closeable {

        private final RecordReader records;
        private boolean begun;

        private Rows(RecordReader records) {
            this.records = records;
        }

        /** The next row, or null at the end. A row with problems is a row. */
        public @Nullable ManifestRow next() throws IOException {
            if (!begun) {
                begun = true;
                records.next();
            }
            Row row = records.next();
            while (row != null && isBlank(row)) {
                row = records.next();
            }
            if (row == null) {
                return null;
            }
            return row.problem() != null ? ManifestRow.bad(row.problem()) : read(row);
        }

        /** A line of whitespace is blank if rows have several cells; if they have one, it may be a name. */
        private boolean isBlank(Row row) {
            return row.problem() == null
                    && header.size() > 1
                    && row.cells().size() == 1
                    && row.cells().get(0).isBlank();
        }

        private ManifestRow read(Row row) {
            List<String> written = padded(row.cells());
            Problem unfit = unfit(row.line(), written);
            if (unfit != null) {
                return ManifestRow.bad(unfit);
            }
            List<Problem> flaws = row.flaws().stream()
                    .filter(flaw -> shape.columns().contains(flaw.column() - 1))
                    .toList();
            if (!flaws.isEmpty()) {
                return new ManifestRow(row.line(), List.of(), List.of(), flaws);
            }
            NameChecker names = new NameChecker(options);
            row.flaws().forEach(flaw -> names.add(flaw.asWarning()));
            List<String> cells = isRejects(header) ? unescaped(row.line(), written, names) : written;
            return new ManifestRow(row.line(), cells, shape.read(row.line(), cells, names), names.found());
        }

        private @Nullable Problem unfit(long line, List<String> cells) {
            int width = header.size();
            if (cells.size() != width) {
                int column = Math.min(cells.size(), width) + 1;
                String text = String.join(format().delimiter(), cells);
                return Problem.of(line, column, source.raggedRowKey(), text, cells.size(), width);
            }
            int length = cells.stream().mapToInt(String::length).sum();
            return length > MAX_ROW_LENGTH ? Problem.of(line, 1, "row.long", cells.get(0), MAX_ROW_LENGTH) : null;
        }

        private List<String> unescaped(long line, List<String> written, NameChecker names) {
            List<String> cells = written.stream().map(FormulaEscaper::unescape).toList();
            for (int i : shape.columns()) {
                if (!written.get(i).equals(cells.get(i))) {
                    names.add(Problem.of(Severity.CHANGE, line, i + 1, "row.apostrophe", written.get(i), cells.get(i)));
                }
            }
            return cells;
        }

        /** Spreadsheets pad rows, or the header, with empty cells on the right; they mean nothing. */
        private List<String> padded(List<String> cells) {
            int width = header.size();
            if (cells.size() > width
                    && cells.subList(width, cells.size()).stream().allMatch(String::isEmpty)) {
                return cells.subList(0, width);
            }
            if (cells.size() < width
                    && header.subList(cells.size(), width).stream().allMatch(String::isBlank)) {
                List<String> padded = new ArrayList<>(cells);
                while (padded.size() < width) {
                    padded.add("");
                }
                return padded;
            }
            return cells;
        }

        /** The hash of the bytes that the rows came from; null if they were not read from beginning to end. */
        @Nullable
        String contentHash() throws IOException {
            byte[] content = records.digest();
            return content == null ? null : options.contentHash(content);
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
