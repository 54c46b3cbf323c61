package io.github.pantree.report;

import io.github.pantree.folder.Cells;
import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.folder.PrivateFiles;
import io.github.pantree.ledger.Columns;
import io.github.pantree.ledger.Folder;
import io.github.pantree.ledger.Ledger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that tell what became of each row: {@code result.csv}, {@code rejects.csv} and {@code summary.json}. */
public final class ResultFiles {

    private static final List<String> RESULT_HEADER =
            List.of("line", "path", "name", "dir_id", "parent_dir_id", "status", "message", "trace_id");
    private static final String IN_DOUBT = "a mkdir was sent and its answer is not known; the next run settles it";

    private final Path folder;

    /** @param folder where the files go; created, with its missing parents, for the owner only */
    public ResultFiles(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
    }

    /** Writes {@code result.csv} and, if there are rejects, {@code rejects.csv}. */
    public void write(Ledger ledger, long manifest) throws IOException {
        Columns columns = ledger.columns(manifest);
        PrivateFiles.replace(folder.resolve("result.csv"), file -> writeResult(file, ledger, manifest, columns));
        Path rejects = folder.resolve("rejects.csv");
        if (ledger.counts(manifest).done() == ledger.counts(manifest).total()) {
            Files.deleteIfExists(rejects);
        } else {
            PrivateFiles.replace(rejects, file -> writeRejects(file, ledger, manifest, columns));
        }
    }

    /** Writes {@code summary.json}. */
    public void write(Summary summary) throws IOException {
        PrivateFiles.replace(folder.resolve("summary.json"), file -> Files.writeString(file, summary.json() + "\n"));
    }

    private static void writeResult(Path file, Ledger ledger, long manifest, Columns columns) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            List<String> header = new ArrayList<>(RESULT_HEADER);
            header.addAll(columns.own(columns.header()));
            out.write(CsvLine.of(header));
            ledger.eachFolder(manifest, (folder, parent) -> append(out, resultLine(folder, parent, columns)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<@Nullable String> resultLine(Folder folder, @Nullable DirId parent, Columns columns) {
        DirId dirId = folder.dirId();
        List<@Nullable String> cells = new ArrayList<>();
        cells.add(folder.line() == null ? null : String.valueOf(folder.line()));
        cells.add(folder.path());
        cells.add(folder.name());
        cells.add(dirId == null ? null : dirId.value());
        cells.add(parent == null ? null : parent.value());
        cells.add(status(folder.state()));
        cells.add(message(folder));
        cells.add(folder.traceId());
        String own = folder.cells();
        cells.addAll(own == null ? Collections.nCopies(columns.own().size(), "") : columns.own(Cells.split(own)));
        return cells;
    }

    private static String status(FolderState state) {
        return (state == FolderState.SENT ? FolderState.PENDING : state).name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String message(Folder folder) {
        return folder.state() == FolderState.SENT ? IN_DOUBT : folder.message();
    }

    /**
     * The rows that are not done, in the file's order. Where rows refer to their parents by key, the parents' rows go
     * with them, without an error: alone, the rejects would be orphans and could not be fed back.
     */
    private static void writeRejects(Path file, Ledger ledger, long manifest, Columns columns) throws IOException {
        Set<Long> parents = columns.keyed() ? parentsOfRejects(ledger, manifest) : Set.of();
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            List<String> header = new ArrayList<>(columns.header());
            header.add("error");
            out.write(CsvLine.of(header));
            ledger.eachNamedFolder(manifest, folder -> {
                if (!folder.state().isThere() || parents.contains(folder.number())) {
                    append(out, rejectLine(folder));
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<@Nullable String> rejectLine(Folder folder) {
        List<@Nullable String> cells = new ArrayList<>(Cells.split(folder.cells() == null ? "" : folder.cells()));
        String message = message(folder);
        cells.add(folder.state().isThere() ? "" : message == null ? status(folder.state()) : message);
        return cells;
    }

    private static Set<Long> parentsOfRejects(Ledger ledger, long manifest) {
        Set<Long> parents = new HashSet<>();
        ledger.eachNamedFolder(manifest, folder -> {
            long parent = folder.parentNumber();
            while (!folder.state().isThere() && parent != Folder.TARGET && parents.add(parent)) {
                parent = ledger.find(manifest, parent).orElseThrow().parentNumber();
            }
        });
        return parents;
    }

    private static void append(Writer out, List<? extends @Nullable String> cells) {
        try {
            out.write(CsvLine.of(cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
