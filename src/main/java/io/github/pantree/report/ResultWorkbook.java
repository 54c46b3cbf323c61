package io.github.pantree.report;

import io.github.pantree.folder.FolderState;
import io.github.pantree.folder.PlannedAction;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.LedgerReport.FolderVisitor;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.VerificationStore.Difference;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.report.WorkbookFile.Column;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The result files once more as a workbook, for people: the same rows, with the column names and states of the display
 * language, and a sheet with the rows that need attention and what to do about each. A workbook that cannot hold all
 * rows is not written.
 */
final class ResultWorkbook {

    private static final Logger log = LoggerFactory.getLogger(ResultWorkbook.class);

    private static final int OWN_WIDTH = 20;
    private static final FolderVisitor NONE = (folder, parent) -> {};

    private final Path file;
    private final long mostRows;

    ResultWorkbook(Path file) {
        this(file, WorkbookFile.MOST_ROWS);
    }

    ResultWorkbook(Path file, long mostRows) {
        this.file = file;
        this.mostRows = mostRows;
    }

    /**
     * Writes the outcome of each folder.
     *
     * @param loop passes each folder to a visitor; also called if the workbook cannot hold them
     */
    void writeResult(LedgerReport ledger, long manifest, ManifestFormat columns, Consumer<FolderVisitor> loop)
            throws IOException {
        long total = ledger.counts(manifest).total();
        if (!canHold(total)) {
            loop.accept(NONE);
            return;
        }
        boolean complete = ledger.counts(manifest).done() == total;
        WorkbookFile.replace(file, workbook -> {
            workbook.beginSheet(Messages.format("sheet.result"), resultHeader(columns));
            loop.accept((folder, parent) -> workbook.add(new ResultRow(folder).cells(status(folder), parent, columns)));
            if (!complete) {
                addFailures(workbook, ledger, manifest);
            }
        });
    }

    private static List<Column> resultHeader(ManifestFormat columns) {
        List<Column> header = new ArrayList<>(List.of(
                Column.of("column.line", 8),
                Column.of("column.path", 50),
                Column.of("column.name", 25),
                Column.of("column.dirId", 20),
                Column.of("column.parentDirId", 20),
                Column.of("column.status", 10),
                Column.of("column.message", 50),
                Column.of("column.traceId", 38)));
        columns.own(columns.header()).forEach(name -> header.add(new Column(name, OWN_WIDTH)));
        return header;
    }

    private static String status(LedgerFolder folder) {
        return Messages.format("state." + new ResultRow(folder).status());
    }

    private static void addFailures(WorkbookFile workbook, LedgerReport ledger, long manifest) {
        workbook.beginSheet(
                Messages.format("sheet.failures"),
                List.of(
                        Column.of("column.line", 8),
                        Column.of("column.path", 50),
                        Column.of("column.status", 10),
                        Column.of("column.cause", 40),
                        Column.of("column.message", 50),
                        Column.of("column.remedy", 60),
                        Column.of("column.traceId", 38)));
        ledger.forEachFolderIn(manifest, FolderState.UNDONE, folder -> workbook.add(failureRow(folder)));
    }

    private static List<@Nullable String> failureRow(LedgerFolder folder) {
        FailureCause cause = FailureCause.of(folder);
        return CsvFormatter.cells(
                folder.line(),
                folder.path(),
                status(folder),
                cause.title(),
                new ResultRow(folder).message(),
                cause.remedy(),
                folder.traceId());
    }

    /**
     * Writes what a run would do with each folder.
     *
     * @param loop as for {@link #writeResult}
     */
    void writePlan(LedgerReport ledger, long manifest, Consumer<FolderVisitor> loop) throws IOException {
        long total = ledger.counts(manifest).total();
        if (!canHold(total)) {
            loop.accept(NONE);
            return;
        }
        boolean conflicts = ledger.counts(manifest).failed() > 0;
        WorkbookFile.replace(file, workbook -> {
            workbook.beginSheet(Messages.format("sheet.plan"), planHeader());
            loop.accept((folder, parent) -> workbook.add(planRow(folder)));
            if (conflicts) {
                addConflicts(workbook, ledger, manifest);
            }
        });
    }

    private static List<Column> planHeader() {
        return List.of(
                Column.of("column.line", 8),
                Column.of("column.path", 50),
                Column.of("column.name", 25),
                Column.of("column.action", 15),
                Column.of("column.dirId", 20),
                Column.of("column.message", 50));
    }

    private static List<@Nullable String> planRow(LedgerFolder folder) {
        PlannedAction action = PlannedAction.of(folder.state());
        List<@Nullable String> cells = PlanFile.cells(folder, action, Messages.format("plan.action." + action.label()));
        cells.add(folder.currentMessage());
        return cells;
    }

    private static void addConflicts(WorkbookFile workbook, LedgerReport ledger, long manifest) {
        workbook.beginSheet(
                Messages.format("sheet.conflicts"),
                List.of(
                        Column.of("column.line", 8),
                        Column.of("column.path", 50),
                        Column.of("column.action", 15),
                        Column.of("column.message", 50),
                        Column.of("column.remedy", 60)));
        ledger.forEachFolderIn(
                manifest,
                EnumSet.of(FolderState.FAILED, FolderState.BLOCKED),
                folder -> workbook.add(CsvFormatter.cells(
                        folder.line(),
                        folder.path(),
                        Messages.format("plan.action."
                                + PlannedAction.of(folder.state()).label()),
                        folder.currentMessage(),
                        FailureCause.of(folder).remedy())));
    }

    /** Writes what a comparison found. */
    void writeDifferences(VerificationStore checks, long manifest) throws IOException {
        Map<State, Long> counts = checks.counts(manifest);
        long equal = counts.getOrDefault(State.THERE, 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (!canHold(all - equal + checks.extras(manifest))) {
            return;
        }
        WorkbookFile.replace(file, workbook -> {
            workbook.beginSheet(
                    Messages.format("sheet.differences"),
                    List.of(
                            Column.of("column.line", 8),
                            Column.of("column.path", 50),
                            Column.of("column.status", 15),
                            Column.of("column.expectedDirId", 20),
                            Column.of("column.foundDirId", 20),
                            Column.of("column.message", 50),
                            Column.of("column.remedy", 60)));
            checks.forEachDifference(manifest, difference -> workbook.add(differenceRow(difference)));
        });
    }

    private static List<@Nullable String> differenceRow(Difference difference) {
        String state = difference.state();
        List<@Nullable String> cells = ResultFiles.cells(difference, Messages.format("verify.state." + state));
        cells.add(Messages.format("verify.remedy." + state));
        return cells;
    }

    /** Otherwise deletes the file of an earlier run. */
    private boolean canHold(long rows) throws IOException {
        if (rows > mostRows) {
            Files.deleteIfExists(file);
            log.info("{}", Messages.format("results.large", file.getFileName(), rows, mostRows));
        }
        return rows <= mostRows;
    }
}
