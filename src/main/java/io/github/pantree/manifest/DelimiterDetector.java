package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Detects the delimiter of a file. */
final class DelimiterDetector {

    /** In the order in which they are tried; the first of equals is chosen. */
    static final List<String> ALL = List.of(",", ";", "\t", "|");

    private static final String ANNOUNCED = "sep=";

    private DelimiterDetector() {}

    /** The delimiter with which the first line is a header of some shape, or else the one that yields most cells. */
    static String of(Path file, Encoding encoding, ManifestOptions options) throws IOException {
        String asked = options.delimiter();
        if (asked != null) {
            return asked;
        }
        String best = ALL.get(0);
        int most = 0;
        for (String delimiter : ALL) {
            int score = score(file, encoding, delimiter, options);
            if (score > most) {
                best = delimiter;
                most = score;
            }
        }
        return best;
    }

    private static int score(Path file, Encoding encoding, String delimiter, ManifestOptions options)
            throws IOException {
        try (CsvRecords records = new CsvRecords(file, encoding, delimiter)) {
            Row header = records.next();
            if (header == null) {
                return 0;
            }
            boolean announced = records.isDelimiterLine();
            ColumnNames names = new ColumnNames(options.columns());
            boolean named = HeaderParser.isHeader(header.cells(), names);
            boolean namedBelow = false;
            Row row = header;
            for (int i = 0; i < Manifest.LINES_TO_SEARCH && row != null && !named && !namedBelow; i++) {
                row = records.next();
                namedBelow = row != null && row.problem() == null && HeaderParser.isHeader(row.cells(), names);
            }
            return header.cells().size() + (named ? 1_000_000 : namedBelow ? 500_000 : 0) + (announced ? 2_000_000 : 0);
        }
    }

    /** Whether a first line is Excel's own {@code sep=;}, which names the delimiter of the rest. */
    static boolean announcesDelimiter(String line, String delimiter) {
        return line.equalsIgnoreCase(ANNOUNCED + delimiter);
    }

    static boolean isAnnouncement(String line) {
        return ALL.stream().anyMatch(delimiter -> announcesDelimiter(line, delimiter));
    }
}
