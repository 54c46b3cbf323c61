package io.github.pantree.manifest;

import io.github.pantree.folder.NameRule;
import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.FormulaEscaper;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file that lists folders. It is read as a stream: memory does not grow with the file. */
public final class Manifest {

    /** Titles and explanations above a header need fewer lines. */
    static final int LINES_TO_SEARCH = 20;

    private static final String ERROR = "error";

    private final ManifestOptions options;
    private final ManifestSource source;
    private final long headerLine;
    private final List<String> header;
    private final Shape shape;

    private Manifest(
            ManifestOptions options, ManifestSource source, long headerLine, List<String> header, Shape shape) {
        this.options = options;
        this.source = source;
        this.headerLine = headerLine;
        this.header = header;
        this.shape = shape;
    }

    /**
     * Reads the header line of a manifest.
     *
     * @param encoding the encoding; null for a workbook
     */
    static Manifest open(Path file, ManifestOptions options, @Nullable Encoding encoding, BooleanSupplier stopped)
            throws IOException, InvalidManifestException {
        try {
            ManifestSource source = ManifestSource.of(file, options, encoding, stopped);
            try (RecordReader records = source.records()) {
                return open(options, source, records);
            }
        } catch (InvalidManifestException e) {
            Optional<Problem> kind = FileKind.problem(file, encoding);
            throw kind.isPresent() ? new InvalidManifestException(kind.get()) : e;
        }
    }

    private static Manifest open(ManifestOptions options, ManifestSource source, RecordReader records)
            throws IOException, InvalidManifestException {
        Row first = headerRow(records, options.headerLine());
        Optional<Problem> problem = Stream.concat(Stream.ofNullable(first.problem()), first.flaws().stream())
                .findFirst();
        if (problem.isPresent()) {
            throw new InvalidManifestException(problem.get());
        }
        List<String> header = isRejects(first.cells())
                ? first.cells().stream().map(FormulaEscaper::unescape).toList()
                : first.cells();
        ColumnNames names = new ColumnNames(options.columns());
        if (options.headerLine() == null && !HeaderParser.isHeader(header, names)) {
            checkRowsBelow(first, records, row -> HeaderParser.isHeader(row.cells(), names));
        } else if (options.headerLine() == null
                && header.stream().filter(cell -> !cell.isBlank()).count() == 1) {
            // A title may be the name of a column by chance, such as 目录; two columns side by side are not.
            checkRowsBelow(first, records, row -> HeaderParser.isWideHeader(row.cells(), names));
        }
        return new Manifest(options, source, first.line(), header, HeaderParser.shape(first.line(), header, names));
    }

    private static Row headerRow(RecordReader records, @Nullable Integer line)
            throws IOException, InvalidManifestException {
        Row row = records.next();
        while (row != null && (line == null ? isBlank(row) : row.line() < line)) {
            row = records.next();
        }
        if (line != null && (row == null || row.line() != line)) {
            throw new InvalidManifestException(Problem.of(line, 1, "header.line", "", line));
        }
        if (row == null) {
            throw new InvalidManifestException(Problem.of(1, 1, "file.empty", ""));
        }
        return row;
    }

    /** Suggests the header line if there is a title above the table. */
    private static void checkRowsBelow(Row first, RecordReader records, Predicate<Row> isHeader)
            throws IOException, InvalidManifestException {
        String title = String.join(",", first.cells());
        for (int i = 0; i < LINES_TO_SEARCH; i++) {
            Row row = records.next();
            if (row != null && row.problem() == null && isHeader.test(row)) {
                throw new InvalidManifestException(Problem.of(first.line(), 1, "header.below", title, row.line()));
            }
        }
    }

    /** Whether the row contains only whitespace and other invisible characters, or nothing. */
    private static boolean isBlank(Row row) {
        return row.problem() == null
                && row.flaws().isEmpty()
                && row.cells().stream().allMatch(cell -> cell.codePoints().allMatch(Manifest::isUnseen));
    }

    /** U+001A ends the text files of old programs. */
    private static boolean isUnseen(int codePoint) {
        return NameRule.isBlank(codePoint) || Character.getType(codePoint) == Character.FORMAT || codePoint == 0x1A;
    }

    /** Whether the manifest is a rejects.csv, in which pantree has escaped formulas; its last column has that name. */
    static boolean isRejects(List<String> header) {
        return !header.isEmpty() && header.get(header.size() - 1).equals(ERROR);
    }

    /** The column names as written. */
    public List<String> header() {
        return header;
    }

    /** The positions of the user's own columns, which do not belong to the format. */
    public List<Integer> ownColumns() {
        return IntStream.range(0, header.size())
                .filter(i -> !shape.columns().contains(i))
                .filter(i -> !isRejects(header) || i < header.size() - 1)
                .boxed()
                .toList();
    }

    /** The cell of a row, counted from 1, with the key of its parent; 0 if there is none. */
    public int parentColumn() {
        return shape instanceof Shape.Tree tree ? tree.parentKey() + 1 : 0;
    }

    /** The CSV format of the file; for a workbook, the format of its rejects. */
    public CsvFormat format() {
        return source.format();
    }

    /** Describes how the file is read, for users to check. */
    public String describe() {
        return source.describe(shape);
    }

    /** The rows from the beginning. Must be closed. */
    public Rows rows() throws IOException {
        return new Rows(source.records());
    }

    /** The rows of a manifest in file order. */
    public final class Rows implements Closeable {

        private final RecordReader records;
        private final ProblemSummary summary = new ProblemSummary();
        private final RowChecker checker = new RowChecker(options, source, header, shape, summary);
        private boolean begun;
        private @Nullable Queue<Problem> left;

        private Rows(RecordReader records) {
            this.records = records;
        }

        /**
         * The next row, or null at the end. Rows with problems are included. After the last row, problems of the whole
         * file follow.
         */
        public @Nullable ManifestRow next() throws IOException {
            Row row = left == null ? nextRow() : null;
            if (row != null) {
                return row.problem() == null ? checker.check(row) : ManifestRow.bad(row.problem());
            }
            Queue<Problem> problems = left == null ? problemsOfTheFile() : left;
            left = problems;
            Problem problem = problems.poll();
            return problem == null ? null : ManifestRow.bad(problem);
        }

        private Queue<Problem> problemsOfTheFile() {
            Queue<Problem> problems = summary.problems();
            List<Integer> hidden =
                    shape.columns().stream().filter(records::isHiddenColumn).toList();
            if (!hidden.isEmpty()) {
                String names = hidden.stream().map(header::get).collect(Collectors.joining(", "));
                problems.add(Problem.of(
                        Severity.WARNING, headerLine, hidden.get(0) + 1, "column.hidden", names, hidden.size()));
            }
            unreadColumns().ifPresent(problems::add);
            return problems;
        }

        /** Columns of an own name that seem to belong to the format, so that folders would be missing. */
        private Optional<Problem> unreadColumns() {
            List<Integer> unread = shape instanceof Shape.Tree
                    ? List.of()
                    : ownColumns().stream()
                            .filter(i -> ColumnNames.mayHoldFolders(header.get(i)))
                            .toList();
            String names = unread.stream().map(header::get).collect(Collectors.joining(", "));
            return unread.stream()
                    .findFirst()
                    .map(first ->
                            Problem.of(Severity.WARNING, headerLine, first + 1, "column.unread", names, unread.size()));
        }

        private @Nullable Row nextRow() throws IOException {
            for (Row row = records.next(); row != null; row = records.next()) {
                if (!begun) {
                    begun = row.line() >= headerLine;
                } else if (isBlank(row)) {
                    summary.add(Severity.CHANGE, "row.blank", row.line(), 1, "");
                } else {
                    return row;
                }
            }
            return null;
        }

        /** The hash of the bytes of the rows; null if the file was not read completely. */
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
