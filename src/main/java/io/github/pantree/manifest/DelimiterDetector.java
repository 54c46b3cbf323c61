package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Detects the delimiter of a file. */
final class DelimiterDetector {

    /** In the order in which they are tried; the first of equally good ones is used. */
    static final List<String> ALL = List.of(",", ";", "\t", "|");

    private static final String ANNOUNCED = "sep=";
    private static final int NAMED = 1_000_000;

    private record Guess(String delimiter, int score) {}

    private DelimiterDetector() {}

    /**
     * The delimiter with which the first line, or a following one, is a valid header; otherwise the one with the most
     * cells.
     */
    static String of(Path file, Encoding encoding, ManifestOptions options) throws IOException {
        String asked = options.delimiter();
        if (asked != null) {
            return asked;
        }
        Guess best = best(file, encoding, options, 0);
        // Further lines are read only if the first one is not a header.
        return best.score < NAMED ? best(file, encoding, options, Manifest.LINES_TO_SEARCH).delimiter : best.delimiter;
    }

    private static Guess best(Path file, Encoding encoding, ManifestOptions options, int linesBelow)
            throws IOException {
        Guess best = new Guess(ALL.get(0), 0);
        for (String delimiter : ALL) {
            int score = score(file, encoding, delimiter, options, linesBelow);
            if (score > best.score) {
                best = new Guess(delimiter, score);
            }
        }
        return best;
    }

    private static int score(Path file, Encoding encoding, String delimiter, ManifestOptions options, int linesBelow)
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
            for (int i = 0; i < linesBelow && row != null && !named && !namedBelow; i++) {
                row = records.next();
                namedBelow = row != null && row.problem() == null && HeaderParser.isHeader(row.cells(), names);
            }
            return header.cells().size() + (named ? NAMED : namedBelow ? NAMED / 2 : 0) + (announced ? 2 * NAMED : 0);
        }
    }

    /** Whether a first line is Excel's {@code sep=;}, which names the delimiter. */
    static boolean announcesDelimiter(String line, String delimiter) {
        return line.equalsIgnoreCase(ANNOUNCED + delimiter);
    }

    static boolean isAnnouncement(String line) {
        return ALL.stream().anyMatch(delimiter -> announcesDelimiter(line, delimiter));
    }
}
