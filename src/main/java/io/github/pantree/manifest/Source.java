package io.github.pantree.manifest;

import java.io.IOException;
import java.nio.file.Path;

/** What kind of file a manifest is, and how to get at its records. */
interface Source {

    /** The records from the beginning. To be closed. */
    Records records() throws IOException;

    /** The name of the charset that a CSV file which goes with it, such as its rejects, is to be written in. */
    String charset();

    /** Whether such a file begins with a byte order mark. */
    boolean hasMark();

    /** What stands between the cells of such a file: one character. */
    String delimiter();

    /** The words for a row that has more or fewer cells than the header. */
    String ragged();

    /** How it is read, for a person to check. */
    String reading(Shape shape);

    /** Finds out what a file is by its first bytes, whatever its name says. */
    static Source of(Path file, ManifestOptions options) throws IOException, InvalidManifest {
        if (WorkbookSource.isWorkbook(file)) {
            return WorkbookSource.open(file, options.sheet());
        }
        Encoding encoding = Encoding.of(file, options);
        return new CsvSource(file, encoding, Delimiters.of(file, encoding, options));
    }
}
