package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.manifest.workbook.Workbooks;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import io.github.pantree.support.ReadingStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkbookSourceTests {

    @TempDir
    private Path folder;

    @Test
    void isRecognizedByItsFirstBytesWhateverItsName() throws Exception {
        assertThat(WorkbookSource.isWorkbook(file('P', 'K', 3, 4, 'x'))).isTrue();
        assertThat(WorkbookSource.isWorkbook(file(0xD0, 0xCF, 0x11, 0xE0))).isTrue();
        assertThat(WorkbookSource.isWorkbook(file('P', 'K', 3))).isFalse();
        assertThat(WorkbookSource.isWorkbook(file('P', 'K', 5, 6))).isFalse();
        assertThat(WorkbookSource.isWorkbook(file())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"book.xlsx", "book.xls"})
    void opensTheSheetAndReadsItFromTheBeginning(String name) throws Exception {
        Path csv = folder.resolve("really-a-book.csv");
        Files.move(book(name), csv);
        ManifestSource source = ManifestSource.of(csv, TestOptions.sheet("second"), null, () -> false);
        assertThat(source).isInstanceOf(WorkbookSource.class);
        for (int i = 0; i < 2; i++) {
            try (RecordReader records = source.records()) {
                assertThat(Workbooks.all(records)).containsExactly(new Row(1, List.of("b")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"book.xlsx", "book.xls"})
    void refusesAWorkbookWithoutTheSheet(String name) throws Exception {
        Path file = book(name);
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> WorkbookSource.open(file, "third", () -> false))
                .extracting(InvalidManifestException::problem)
                .isEqualTo(Problem.of(1, 1, "file.sheet", "third", "first, second"));
    }

    @Test
    void guardsTheNewFormat() throws Exception {
        Path file = file('P', 'K', 3, 4, 'x');
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> WorkbookSource.open(file, null, () -> false))
                .extracting(InvalidManifestException::problem)
                .isEqualTo(unreadable(String.valueOf(file.getFileName()), Messages.format("workbook.damaged")));
    }

    @Test
    void describesItselfForAPersonToCheck() throws Exception {
        Path file = book("book.xlsx");
        Shape shape = new Shape.Path(0, RowParent.NONE);
        WorkbookSource first = WorkbookSource.open(file, null, () -> false);
        assertThat(first.describe(shape)).isEqualTo(Messages.format("manifest.reading.workbook", "book.xlsx", "path"));
        assertThat(WorkbookSource.open(file, "second", () -> false).describe(shape))
                .isEqualTo(Messages.format("manifest.reading.sheet", "book.xlsx", "second", "path"));
        assertThat(first.format()).isEqualTo(new CsvFormat("UTF-8", true, ","));
        assertThat(first.raggedRowKey()).isEqualTo("row.wide");
    }

    private static Problem unreadable(String file, String reason) {
        return Problem.of(1, 1, "file.workbook", file, reason);
    }

    private Path book(String name) throws IOException {
        return Workbooks.write(folder.resolve(name), book -> {
            Workbooks.row(book.createSheet("first"), 0, "a");
            Workbooks.row(book.createSheet("second"), 0, "b");
        });
    }

    private Path file(int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return Files.write(folder.resolve("file.csv"), content);
    }

    @Test
    void stopsReadingInTheMiddleOfTheSharedTexts() throws Exception {
        Path file = Workbooks.write(folder.resolve("m.xlsx"), book -> {
            Sheet sheet = book.createSheet();
            Workbooks.row(sheet, 0, "path");
            for (int i = 1; i < 20_000; i++) {
                Workbooks.row(sheet, i, "/素材/" + i);
            }
        });
        AtomicInteger asked = new AtomicInteger();
        ManifestReader whole = new ManifestReader(ManifestOptions.AUTO_DETECT, () -> asked.incrementAndGet() < 0);
        try (Manifest.Rows rows = whole.open(file).rows()) {
            while (rows.next() != null) {
                assertThat(asked).hasPositiveValue();
            }
        }
        int all = asked.get();
        assertThat(all).as("often enough to stop in time").isGreaterThan(20);
        for (int last : List.of(1, all / 3, all / 2)) {
            AtomicInteger left = new AtomicInteger(last);
            ManifestReader stopped = new ManifestReader(ManifestOptions.AUTO_DETECT, () -> left.decrementAndGet() < 0);
            assertThatExceptionOfType(ReadingStoppedException.class).isThrownBy(() -> {
                try (Manifest.Rows rows = stopped.open(file).rows()) {
                    while (rows.next() != null) {
                        assertThat(left).hasNonNegativeValue();
                    }
                }
            });
        }
    }
}
