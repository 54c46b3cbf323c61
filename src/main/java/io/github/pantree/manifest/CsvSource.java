package io.github.pantree.manifest;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Path;

/** A text file with a delimiter. */
record CsvSource(Path file, Encoding encoding, String delimiter) implements ManifestSource {

    @Override
    public RecordReader records() throws IOException {
        return new CsvRecords(file, encoding, delimiter);
    }

    @Override
    public CsvFormat format() {
        return new CsvFormat(encoding.charset().name(), encoding.bomLength() > 0, delimiter);
    }

    @Override
    public boolean leavesOutEmptyCells() {
        return false;
    }

    @Override
    public String raggedRowKey() {
        return "row.ragged";
    }

    @Override
    public String describe(Shape shape) {
        String shown = delimiter.equals("\t") ? Messages.format("manifest.tab") : '"' + delimiter + '"';
        return Messages.format(
                encoding.bomLength() > 0 ? "manifest.reading.mark" : "manifest.reading",
                file.getFileName(),
                encoding.charset().name(),
                shown,
                shape.label());
    }
}
