package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.CsvFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A manifest file in one of the supported file formats, with access to its records. */
interface ManifestSource {

    /** The records from the beginning. Must be closed. */
    RecordReader records() throws IOException;

    /** The format of related CSV files, such as its rejects. */
    CsvFormat format();

    /** Whether rows omit trailing empty cells, as those of sheets do. */
    boolean leavesOutEmptyCells();

    /** The message key for a row with more or fewer cells than the header. */
    String raggedRowKey();

    /** Describes how the file is read, for users to check. */
    String describe(Shape shape);

    /**
     * Opens a file.
     *
     * @param encoding the encoding; null for a workbook
     * @param stopped whether to stop reading a workbook
     */
    static ManifestSource of(Path file, ManifestOptions options, @Nullable Encoding encoding, BooleanSupplier stopped)
            throws IOException, InvalidManifestException {
        return encoding == null
                ? WorkbookSource.open(file, options.sheet(), stopped)
                : new CsvSource(file, encoding, DelimiterDetector.of(file, encoding, options));
    }
}
