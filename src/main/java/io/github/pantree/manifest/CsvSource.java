package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A text file with a delimiter. */
record CsvSource(Path file, Encoding encoding, String delimiter) implements ManifestSource {

    @Override
    public RecordReader records() throws IOException {
        CsvRecords records = new CsvRecords(file, encoding, delimiter);
        return encoding.firstMalformedByte() < 0 ? records : new Flawed(records);
    }

    /** A file that is no text in its charset: reported behind the header; what can be read is checked all the same. */
    private final class Flawed implements RecordReader {

        private final CsvRecords records;
        private int position;

        private Flawed(CsvRecords records) {
            this.records = records;
        }

        @Override
        public @Nullable Row next() throws IOException {
            return switch (position++) {
                case 0 -> records.next();
                case 1 -> Row.bad(Problem.of(encoding.flawedLine(file), 1, "file.encoding", charset(), charset()));
                default -> records.next();
            };
        }

        @Override
        public byte[] digest() throws IOException {
            return records.digest();
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }

    @Override
    public String charset() {
        return encoding.charset().name();
    }

    @Override
    public boolean hasBom() {
        return encoding.bomLength() > 0;
    }

    @Override
    public String raggedRowKey() {
        return "row.ragged";
    }

    @Override
    public String describe(Shape shape) {
        String shown = delimiter.equals("\t") ? Messages.format("manifest.tab") : '"' + delimiter + '"';
        return Messages.format(
                hasBom() ? "manifest.reading.mark" : "manifest.reading",
                file.getFileName(),
                charset(),
                shown,
                shape.label());
    }
}
