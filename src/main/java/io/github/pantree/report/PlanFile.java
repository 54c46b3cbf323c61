package io.github.pantree.report;

import io.github.pantree.folder.FolderState;
import io.github.pantree.folder.PlannedAction;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.support.Messages;
import io.github.pantree.support.ResultFileNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of every folder, one per line: {@code line,path,name,action,dir_id,message}. The action is {@code create},
 * {@code exists}, {@code conflict} or {@code below-conflict}. The order is that of the ledger, which depends only on
 * the manifest, and names contain no line breaks; so a plan can be compared with another ledger line by line.
 */
public final class PlanFile {

    private static final List<String> HEADER = List.of("line", "path", "name", "action", "dir_id", "message");

    private final Path file;

    public PlanFile(Path file) {
        this.file = file;
    }

    /** Writes the plan atomically, with owner-only permissions; {@code plan.xlsx} beside it contains the same. */
    public void write(LedgerReport ledger, long manifest, ByteOrderMark mark) throws IOException {
        CsvFile.replace(file, mark.forPrograms(), csv -> {
            csv.add(HEADER);
            try {
                new ResultWorkbook(file.resolveSibling(ResultFileNames.PLAN_WORKBOOK))
                        .writePlan(
                                ledger,
                                manifest,
                                rows -> ledger.forEachFolder(manifest, (folder, parent) -> {
                                    csv.add(line(folder));
                                    rows.visit(folder, parent);
                                }));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<@Nullable String> line(LedgerFolder folder) {
        List<@Nullable String> cells = withoutMessage(folder, PlannedAction.of(folder.state()));
        cells.add(folder.currentMessage());
        return cells;
    }

    private static List<@Nullable String> withoutMessage(LedgerFolder folder, PlannedAction action) {
        return CsvFormatter.harmless(cells(folder, action, action.label()));
    }

    /**
     * The cells of a folder without its message. A folder to be created has no dirID, whatever an earlier run knew.
     *
     * @param label of the action, as it is shown
     */
    static List<@Nullable String> cells(LedgerFolder folder, PlannedAction action, String label) {
        return CsvFormatter.cells(
                folder.line(),
                folder.path(),
                folder.name(),
                label,
                action == PlannedAction.CREATE ? null : folder.existingDirId());
    }

    /**
     * Describes the first folder whose planned action differs from the ledger. Folders created since by runs of this
     * manifest do not differ.
     */
    public Optional<String> firstDifference(LedgerReport ledger, long manifest) throws IOException {
        List<String> found = new ArrayList<>();
        try (BufferedReader plan = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            plan.readLine();
            ledger.forEachFolder(manifest, (folder, parent) -> {
                if (found.isEmpty()) {
                    compare(folder, line(plan), found);
                }
            });
            if (found.isEmpty() && plan.readLine() != null) {
                found.add(Messages.format("plan.longer"));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found.stream().findFirst();
    }

    private static String line(BufferedReader plan) {
        try {
            return String.valueOf(plan.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(LedgerFolder folder, String planned, List<String> found) {
        String now = beginning(folder, PlannedAction.of(folder.state()));
        boolean made =
                folder.state() == FolderState.CREATED && planned.startsWith(beginning(folder, PlannedAction.CREATE));
        if (!planned.startsWith(now) && !made) {
            found.add(Messages.format("plan.differs", folder.path(), inWords(planned), inWords(now)));
        }
    }

    private static String inWords(String line) {
        return Stream.of(PlannedAction.values())
                .map(PlannedAction::label)
                .filter(action -> line.contains("," + action + ","))
                .findFirst()
                .map(action -> Messages.format("plan.action." + action))
                .orElse(line);
    }

    /** The beginning of a line of the plan, without its message. */
    private static String beginning(LedgerFolder folder, PlannedAction action) {
        return CsvFormatter.of(withoutMessage(folder, action)).strip() + ",";
    }
}
