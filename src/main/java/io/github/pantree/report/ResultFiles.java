package io.github.pantree.report;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.LedgerReport.FolderVisitor;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.VerificationStore.Difference;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.Problem;
import io.github.pantree.support.ResultColumns;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a folder of results: the outcome of each row ({@code result.csv}, {@code rejects.csv}, {@code
 * summary.json}), or the differences or the problems that were found.
 */
public final class ResultFiles {

    private static final List<String> DIFFERENCES_HEADER =
            List.of("line", "path", "status", "expected_dir_id", "found_dir_id", "message");
    private static final List<String> PROBLEMS_HEADER =
            List.of("line", "column", "severity", "what", "value", "rule", "remedy");
    /** The last column of rejects.csv; its name tells a reader that formulas were escaped. */
    private static final String ERROR = "error";

    private static final String UNICODE = "UTF-";

    private final Path folder;
    private final ByteOrderMark mark;

    /**
     * Creates the folder, with its missing parents, for the owner only.
     *
     * @param mark which CSV files begin with a byte order mark
     */
    public ResultFiles(Path folder, ByteOrderMark mark) throws IOException {
        OwnerOnlyFiles.createFolder(folder);
        this.folder = folder;
        this.mark = mark;
    }

    /**
     * Writes {@code result.csv}, {@code result.xlsx} and, if there are rejects, {@code rejects.csv}.
     *
     * @param also receives each folder, parents before children: reading a million of them takes seconds, so it is done
     *     once for all
     */
    public void write(LedgerReport ledger, long manifest, FolderVisitor also) throws IOException {
        ManifestFormat columns = ledger.format(manifest);
        CsvFile.replace(
                folder.resolve(ResultFileNames.RESULT),
                mark.forPrograms(),
                csv -> writeResult(csv, ledger, manifest, columns, also));
        Path rejects = folder.resolve(ResultFileNames.REJECTS);
        if (ledger.counts(manifest).done() == ledger.counts(manifest).total()) {
            Files.deleteIfExists(rejects);
        } else {
            OwnerOnlyFiles.replace(rejects, file -> writeRejects(file, ledger, manifest, columns));
        }
    }

    /**
     * Writes {@code problems.csv} with all problems, warnings and changes, if there are any. In Chinese, it begins with
     * a byte order mark.
     */
    public void writeProblems(LedgerReport ledger, long manifest) throws IOException {
        Path problems = folder.resolve(ResultFileNames.PROBLEMS);
        long[] count = {0};
        CsvFile.replace(problems, mark.forPeople(!Messages.isAsciiLanguage()), csv -> {
            csv.add(PROBLEMS_HEADER);
            ledger.forEachProblem(manifest, problem -> {
                csv.add(CsvFormatter.harmless(problemLine(problem)));
                count[0]++;
            });
        });
        if (count[0] == 0) {
            Files.delete(problems);
        }
    }

    private static List<@Nullable String> problemLine(Problem problem) {
        return CsvFormatter.cells(
                problem.line(),
                Math.max(1, problem.column()),
                problem.severity().label(),
                problem.what(),
                problem.value(),
                problem.rule(),
                problem.remedy());
    }

    /** Writes {@code differences.csv}, parents before children, and returns it. */
    public Path writeDifferences(VerificationStore checks, long manifest) throws IOException {
        Path differences = folder.resolve(ResultFileNames.DIFFERENCES);
        CsvFile.replace(differences, mark.forPrograms(), csv -> {
            csv.add(DIFFERENCES_HEADER);
            checks.forEachDifference(
                    manifest, difference -> csv.add(CsvFormatter.harmless(cells(difference, difference.state()))));
        });
        new ResultWorkbook(folder.resolve(ResultFileNames.DIFFERENCES_WORKBOOK)).writeDifferences(checks, manifest);
        return differences;
    }

    /** Deletes the differences of an earlier comparison, which found some. */
    public static void deleteDifferences(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(ResultFileNames.DIFFERENCES));
        Files.deleteIfExists(folder.resolve(ResultFileNames.DIFFERENCES_WORKBOOK));
    }

    /** @param state as it is shown */
    static List<@Nullable String> cells(Difference difference, String state) {
        return CsvFormatter.cells(
                difference.line(),
                difference.path(),
                state,
                difference.expected(),
                difference.found(),
                difference.detail());
    }

    /** Writes {@code summary.json}. */
    public void writeSummary(String json) throws IOException {
        OwnerOnlyFiles.replace(folder.resolve(ResultFileNames.SUMMARY), file -> Files.writeString(file, json + "\n"));
    }

    private void writeResult(
            CsvFile csv, LedgerReport ledger, long manifest, ManifestFormat columns, FolderVisitor also) {
        List<@Nullable String> header = new ArrayList<>(ResultColumns.FIRST);
        header.addAll(CsvFormatter.harmless(columns.own(columns.header())));
        csv.add(header);
        try {
            new ResultWorkbook(folder.resolve(ResultFileNames.RESULT_WORKBOOK))
                    .writeResult(
                            ledger,
                            manifest,
                            columns,
                            rows -> ledger.forEachFolder(manifest, (row, parent) -> {
                                csv.add(resultLine(row, parent, columns));
                                rows.visit(row, parent);
                                also.visit(row, parent);
                            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Responses of a server, including dirIDs and messages, are trusted no more than the manifest. */
    private static List<@Nullable String> resultLine(
            LedgerFolder folder, @Nullable DirId parent, ManifestFormat columns) {
        ResultRow row = new ResultRow(folder);
        return CsvFormatter.harmless(row.cells(row.status(), parent, columns));
    }

    /**
     * Writes the rows that are not done, in file order and in the manifest's format. If rows refer to their parents by
     * key, the parents' rows are included without an error, since the rejects alone would be orphans.
     */
    private void writeRejects(Path file, LedgerReport ledger, long manifest, ManifestFormat columns)
            throws IOException {
        CsvFormat format = columns.csv();
        boolean unicode = format.encoding().startsWith(UNICODE);
        // Without its mark, UTF-16 would not be recognized when the rejects are processed.
        boolean marked = format.encoding().equals("UTF-8")
                ? mark.forPeople(format.byteOrderMark())
                : unicode && format.byteOrderMark();
        try (RowsByLine rows = new RowsByLine()) {
            addRejects(rows, ledger, manifest, columns.keyed());
            boolean ascii = writeRejects(file, rows, columns, marked);
            if (!ascii && !marked && unicode && mark.forPeople(true)) {
                writeRejects(file, rows, columns, true);
            }
        }
    }

    /** @return whether all of it is ASCII */
    private static boolean writeRejects(Path file, RowsByLine rows, ManifestFormat columns, boolean mark)
            throws IOException {
        List<@Nullable String> header = CsvFormatter.harmless(columns.header());
        if (!columns.header().get(columns.header().size() - 1).equals(ERROR)) {
            header.add(ERROR);
        }
        Charset charset = Charset.forName(columns.csv().encoding());
        return CsvFile.write(file, charset, columns.csv().delimiter(), csv -> {
            if (mark) {
                csv.addByteOrderMark();
            }
            csv.add(header);
            rows.forEach((cells, error) -> csv.add(rejectLine(cells, error, header.size())));
        });
    }

    private static void addRejects(RowsByLine rows, LedgerReport ledger, long manifest, boolean keyed) {
        Set<Long> parents = new HashSet<>();
        ledger.forEachFolderIn(manifest, FolderState.UNDONE, folder -> {
            add(rows, folder);
            if (keyed && folder.line() != null) {
                addParents(rows, ledger, manifest, folder.parentNumber(), parents);
            }
        });
    }

    /** Adds the existing parents that are not among {@code added}; the others are rejects themselves. */
    private static void addParents(RowsByLine rows, LedgerReport ledger, long manifest, long number, Set<Long> added) {
        long parent = number;
        while (parent > LedgerFolder.TARGET && added.add(parent)) {
            LedgerFolder folder = ledger.find(manifest, parent).orElseThrow();
            if (folder.state().exists()) {
                add(rows, folder);
            }
            parent = folder.parentNumber();
        }
    }

    private static void add(RowsByLine rows, LedgerFolder folder) {
        Long line = folder.line();
        if (line != null) {
            rows.add(line, Objects.requireNonNullElse(folder.cells(), ""), error(folder));
        }
    }

    private static String error(LedgerFolder folder) {
        if (folder.state().exists()) {
            return "";
        }
        ResultRow row = new ResultRow(folder);
        return Objects.requireNonNullElseGet(row.message(), row::status);
    }

    /** If the manifest is itself a rejects.csv, the new error replaces the old one. */
    private static List<@Nullable String> rejectLine(String row, String error, int width) {
        List<String> written = CellCodec.decode(row);
        List<@Nullable String> cells = CsvFormatter.harmless(written.subList(0, Math.min(written.size(), width - 1)));
        cells.add(error);
        return cells;
    }
}
