package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.CsvFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file format of a manifest, with access to its records. */
interface ManifestSource {

    /** The records from the beginning. To be closed. */
    RecordReader records() throws IOException;

    /** The format of CSV files that belong to it, such as its rejects. */
    CsvFormat format();

    /** Whether rows leave out empty cells on the right, as those of sheets do. */
    boolean leavesOutEmptyCells();

    /** The words for a row that has more or fewer cells than the header. */
    String raggedRowKey();

    /** Describes how it is read, for users to check. */
    String describe(Shape shape);

    /**
     * Opens a file.
     *
     * @param encoding how its bytes become text; null for a workbook
     */
    static ManifestSource of(Path file, ManifestOptions options, @Nullable Encoding encoding)
            throws IOException, InvalidManifestException {
        return encoding == null
                ? WorkbookSource.open(file, options.sheet())
                : new CsvSource(file, encoding, DelimiterDetector.of(file, encoding, options));
    }
}
