package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What kind of file a manifest is, and how to get at its records. */
interface ManifestSource {

    /** The records from the beginning. To be closed. */
    RecordReader records() throws IOException;

    /** The name of the charset that a CSV file which goes with it, such as its rejects, is to be written in. */
    String charset();

    /** Whether such a file begins with a byte order mark. */
    boolean hasBom();

    /** What stands between the cells of such a file: one character. */
    String delimiter();

    /** The words for a row that has more or fewer cells than the header. */
    String raggedRowKey();

    /** How it is read, for a person to check. */
    String describe(Shape shape);

    /**
     * Detects what a file is by its first bytes, whatever its name says.
     *
     * @param known how the bytes become text; null to detect it
     */
    static ManifestSource of(Path file, ManifestOptions options, @Nullable Encoding known)
            throws IOException, InvalidManifestException {
        if (WorkbookSource.isWorkbook(file)) {
            return WorkbookSource.open(file, options.sheet());
        }
        Encoding encoding = known == null ? Encoding.of(file, options) : known;
        return new CsvSource(file, encoding, DelimiterDetector.of(file, encoding, options));
    }
}
