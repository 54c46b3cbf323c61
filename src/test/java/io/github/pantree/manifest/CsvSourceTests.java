package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvSourceTests {

    @TempDir
    private Path folder;

    @Test
    void describesItselfForAPersonToCheck() throws Exception {
        Path file = file("path\n");
        CsvSource plain = new CsvSource(file, new Encoding(UTF_8, 0, -1), ",");
        assertThat(plain.format()).isEqualTo(new CsvFormat("UTF-8", false, ","));
        assertThat(plain.raggedRowKey()).isEqualTo("row.ragged");
        assertThat(plain.describe(new Shape.Path(0, RowParent.NONE)))
                .isEqualTo(Messages.format("manifest.reading", "m.csv", "UTF-8", "\",\"", "path"));
        CsvSource marked = new CsvSource(file, new Encoding(UTF_8, 3, -1), "\t");
        assertThat(marked.format()).isEqualTo(new CsvFormat("UTF-8", true, "\t"));
        assertThat(marked.describe(new Shape.Tree(0, 1, 2, RowParent.NONE)))
                .isEqualTo(Messages.format(
                        "manifest.reading.mark", "m.csv", "UTF-8", Messages.format("manifest.tab"), "tree"));
    }

    @Test
    void givesItsRecordsFromTheBeginningEachTime() throws Exception {
        CsvSource source = new CsvSource(file("path\n/a\n"), new Encoding(UTF_8, 0, -1), ",");
        for (int i = 0; i < 2; i++) {
            try (RecordReader records = source.records()) {
                assertThat(records.next()).isEqualTo(new Row(1, List.of("path")));
                assertThat(records.next()).isEqualTo(new Row(2, List.of("/a")));
                assertThat(records.next()).isNull();
            }
        }
    }

    @Test
    void reportsDamagedTextBehindTheRows() throws Exception {
        CsvSource source = new CsvSource(file("path\n/a\n/b\n"), new Encoding(UTF_8, 0, 6), ",");
        try (RecordReader records = source.records()) {
            assertThat(records.next()).isEqualTo(new Row(1, List.of("path")));
            assertThat(records.next()).isEqualTo(new Row(2, List.of("/a")));
            assertThat(records.next()).isEqualTo(new Row(3, List.of("/b")));
            assertThat(records.next()).isEqualTo(Row.bad(Problem.of(2, 1, "file.encoding", "UTF-8", "UTF-8")));
            assertThat(records.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void closesItsFile(long flaw) throws Exception {
        Path file = file("path\n" + "/a\n".repeat(100_000));
        RecordReader records = new CsvSource(file, new Encoding(UTF_8, 0, flaw), ",").records();
        records.next();
        records.close();
        assertThatThrownBy(() -> skipAll(records)).isInstanceOf(IOException.class);
    }

    @Test
    void reportsDamageAtTheVeryFirstByte() throws Exception {
        try (RecordReader records = new CsvSource(file("path\n"), new Encoding(UTF_8, 0, 0), ",").records()) {
            assertThat(records.next()).isEqualTo(new Row(1, List.of("path")));
            assertThat(records.next()).extracting(Row::problem).isNotNull();
        }
    }

    @Test
    void detectsItsDelimiter() throws Exception {
        Path file = file("a;path\n");
        assertThat(ManifestSource.of(file, ManifestOptions.AUTO_DETECT, new Encoding(UTF_8, 0, -1), () -> false))
                .isEqualTo(new CsvSource(file, new Encoding(UTF_8, 0, -1), ";"));
    }

    private static void skipAll(RecordReader records) throws IOException {
        while (records.next() != null) {
            // Rows are only counted.
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("m.csv"), text);
    }
}
