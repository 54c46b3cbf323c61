package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.workbook.UnreadableWorkbookException;
import io.github.pantree.manifest.workbook.XlsRecords;
import io.github.pantree.manifest.workbook.XlsxRecords;
import io.github.pantree.manifest.workbook.ZipBombGuard;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An Excel workbook; one of its sheets is the manifest. Its lines are the rows of the sheet. */
final class WorkbookSource implements ManifestSource {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    /** Excel reads a CSV file as UTF-8 only if it has a byte order mark. */
    private static final CsvFormat FORMAT = new CsvFormat("UTF-8", true, ",");

    private final Path file;
    private final boolean old;
    private final @Nullable String sheet;
    private final BooleanSupplier stopped;

    private WorkbookSource(Path file, boolean old, @Nullable String sheet, BooleanSupplier stopped) {
        this.file = file;
        this.old = old;
        this.sheet = sheet;
        this.stopped = stopped;
    }

    /** Whether a file is a workbook or another archive, from its first bytes. */
    static boolean isWorkbook(Path file) throws IOException {
        byte[] beginning = beginning(file);
        return Arrays.equals(beginning, ZIP) || Arrays.equals(beginning, OLE2);
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ZIP.length);
        }
    }

    /**
     * Opens a workbook.
     *
     * @param sheet the name of the sheet; null for the first one
     * @param stopped whether to stop reading; an exception ends it then
     * @throws InvalidManifestException if it cannot be read, or has no such sheet
     */
    static WorkbookSource open(Path file, @Nullable String sheet, BooleanSupplier stopped)
            throws IOException, InvalidManifestException {
        boolean old = Arrays.equals(beginning(file), OLE2);
        if (!old) {
            guard(file, stopped);
        }
        WorkbookSource workbook = new WorkbookSource(file, old, sheet, stopped);
        try (RecordReader records = workbook.records()) {
            RecordReader.Row first = records.next();
            if (first != null && first.problem() != null) {
                throw new InvalidManifestException(first.problem());
            }
        }
        return workbook;
    }

    private static void guard(Path file, BooleanSupplier stopped) throws InvalidManifestException {
        try {
            ZipBombGuard.check(file, stopped);
        } catch (IOException e) {
            throw new InvalidManifestException(UnreadableWorkbookException.problem(file, e));
        }
    }

    @Override
    public RecordReader records() throws IOException {
        return old ? XlsRecords.open(file, sheet) : XlsxRecords.open(file, sheet, stopped);
    }

    @Override
    public CsvFormat format() {
        return FORMAT;
    }

    @Override
    public boolean leavesOutEmptyCells() {
        return true;
    }

    @Override
    public String raggedRowKey() {
        return "row.wide";
    }

    @Override
    public String describe(Shape shape) {
        return sheet == null
                ? Messages.format("manifest.reading.workbook", file.getFileName(), shape.label())
                : Messages.format("manifest.reading.sheet", file.getFileName(), sheet, shape.label());
    }
}
