package io.github.pantree.manifest.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class XlsxRecordsTests extends WorkbookRecordsContract {

    XlsxRecordsTests() {
        super("xlsx");
    }

    @Override
    RecordReader open(Path file, @Nullable String sheet) throws IOException {
        return XlsxRecords.open(file, sheet);
    }

    @Test
    void flagsFormulasWithoutAValue() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a").createCell(1).setCellFormula("1+1");
                }))
                .containsExactly(new Row(1, List.of("a"), List.of(Problem.of(1, 2, "cell.formula", "")), null));
    }

    @Test
    void ignoresCellsThatOnlyHaveAFormat() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a").createCell(1).setBlank();
                }))
                .containsExactly(new Row(1, List.of("a")));
    }

    @Test
    void reportsDamageInTheMiddleOnceAndEndsThere() throws Exception {
        Path whole = Workbooks.write(folder.resolve("whole.xlsx"), book -> {
            Sheet sheet = book.createSheet();
            for (int i = 0; i < 300; i++) {
                Workbooks.row(sheet, i, "a" + i);
            }
        });
        Path cut = folder.resolve("cut.xlsx");
        copyWithSheet(whole, cut, xml -> xml.substring(0, xml.indexOf("<row r=\"290\"")));
        try (RecordReader records = XlsxRecords.open(cut, null)) {
            List<Row> rows = Workbooks.all(records);
            Row last = rows.get(rows.size() - 1);
            assertThat(rows.get(0)).isEqualTo(new Row(1, List.of("a0")));
            assertThat(last)
                    .isEqualTo(Row.bad(
                            Problem.of(1, 1, "file.workbook", "cut.xlsx", Messages.format("workbook.damaged"))));
            assertThat(rows.subList(0, rows.size() - 1))
                    .allSatisfy(row -> assertThat(row.problem()).isNull());
            assertThat(records.next()).isNull();
        }
    }

    private static void copyWithSheet(Path from, Path to, UnaryOperator<String> change) throws IOException {
        try (ZipFile source = new ZipFile(from.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                byte[] content = source.getInputStream(entry).readAllBytes();
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(
                        entry.getName().endsWith("sheet1.xml")
                                ? change.apply(new String(content, UTF_8)).getBytes(UTF_8)
                                : content);
            }
        }
    }
}
