package io.github.pantree.report;

import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * An {@code .xlsx} file while it is written, row by row and sheet by sheet. All cells are texts in the text format, so
 * a spreadsheet evaluates none of them, not even after it was edited.
 */
final class WorkbookFile implements AutoCloseable {

    /** The rows that fit below the header of a sheet. */
    static final int MOST_ROWS = Worksheet.MAX_ROWS - 1;

    private static final int LONGEST_CELL = 32_767;
    private static final int ROWS_AT_ONCE = 500;
    private static final String TEXT = "@";
    private static final String HEADER_COLOR = "DCE6F1";

    /** What readers of the format decode as a character: ST_Xstring of ECMA-376, part 1, section 22.9.2.19. */
    private static final Pattern CODE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private static final String CODE_START = "_x";

    /** A column of a sheet: its name, and its width in characters. */
    record Column(String name, int width) {

        /** @param key the key of its name in the display language */
        static Column of(String key, int width) {
            return new Column(Messages.format(key), width);
        }
    }

    private final Workbook workbook;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "workbook"));
    private CompletableFuture<Void> writing = CompletableFuture.allOf();
    private List<List<? extends @Nullable String>> added = new ArrayList<>(ROWS_AT_ONCE);
    private @Nullable Worksheet sheet;
    private int columns;
    private int rows;

    private WorkbookFile(Workbook workbook) {
        this.workbook = workbook;
    }

    /** Replaces a file atomically, with owner-only permissions. */
    static void replace(Path file, Consumer<WorkbookFile> content) throws IOException {
        OwnerOnlyFiles.replace(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                    Workbook workbook = new Workbook(out, "pantree", null);
                    WorkbookFile written = new WorkbookFile(workbook)) {
                content.accept(written);
                written.endSheet();
            }
        });
    }

    /** Begins a sheet, with a header that stays in view and has a filter. */
    void beginSheet(String name, List<Column> header) {
        endSheet();
        Worksheet next = workbook.newWorksheet(name);
        sheet = next;
        columns = Math.min(header.size(), Worksheet.MAX_COLS);
        rows = 0;
        next.freezePane(0, 1);
        for (int i = 0; i < columns; i++) {
            next.width(i, header.get(i).width());
            next.inlineString(0, i, text(header.get(i).name()));
        }
        next.range(0, 0, 0, columns - 1)
                .style()
                .bold()
                .fillColor(HEADER_COLOR)
                .format(TEXT)
                .set();
    }

    /**
     * Adds a row to the current sheet, as many cells as its header has. Many rows are formatted and compressed on
     * another thread while the caller reads the next ones, which takes about as long.
     *
     * @param cells are not changed afterwards
     */
    void add(List<? extends @Nullable String> cells) {
        added.add(cells);
        if (added.size() == ROWS_AT_ONCE) {
            List<List<? extends @Nullable String>> batch = added;
            added = new ArrayList<>(ROWS_AT_ONCE);
            awaitWriting();
            writing = CompletableFuture.runAsync(() -> write(batch), thread);
        }
    }

    private void awaitWriting() {
        try {
            writing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void write(List<List<? extends @Nullable String>> batch) {
        Worksheet current = Objects.requireNonNull(sheet);
        batch.forEach(cells -> write(current, cells));
        flush(current);
    }

    private void write(Worksheet current, List<? extends @Nullable String> cells) {
        rows++;
        for (int i = 0; i < Math.min(columns, cells.size()); i++) {
            String cell = cells.get(i);
            if (cell != null && !cell.isEmpty()) {
                write(current, i, text(cell));
            }
        }
        current.range(rows, 0, rows, columns - 1).style().format(TEXT).set();
    }

    /** Only as rich text the library keeps white space at the edges. */
    private void write(Worksheet current, int column, String text) {
        if (text.equals(text.strip())) {
            current.inlineString(rows, column, text);
        } else {
            current.inlineString(
                    rows, column, RichText.builder().run(text).end().build());
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endSheet() {
        Worksheet current = sheet;
        if (current != null) {
            awaitWriting();
            write(added);
            added.clear();
            current.setAutoFilter(0, 0, rows, columns - 1);
            try {
                current.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Before the workbook is closed, nothing may write any more. */
    @Override
    public void close() {
        thread.shutdown();
        writing.exceptionally(failure -> null).join();
    }

    /** A text as the format has it: not too long, and with codes for what it cannot hold as it is. */
    static String text(String text) {
        String fitting = text;
        if (text.length() > LONGEST_CELL) {
            int end = LONGEST_CELL - 1;
            fitting = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        String escaped = fitting.contains(CODE_START) ? CODE.matcher(fitting).replaceAll("_x005F_") : fitting;
        return escaped.replace("\r", "_x000D_");
    }
}
