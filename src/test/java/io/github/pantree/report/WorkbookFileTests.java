package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.report.WorkbookFile.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkbookFileTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "@SUM(A1)",
                "001",
                "1e5",
                "2026-01-31",
                "TRUE",
                "_x0041_",
                " edges ",
                "two\nlines",
                "a\r\nb",
                "<script>&\"'",
                "\u202Egnp.exe",
                "\uD83D\uDCC1 图库",
                "'quoted"
            })
    void aCellIsTheTextAsItIs(String text) throws IOException {
        try (XSSFWorkbook workbook = written(List.of(text))) {
            Cell cell = workbook.getSheetAt(0).getRow(1).getCell(0);
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getStringCellValue()).isEqualTo(text);
            assertThat(cell.getCellStyle().getDataFormatString())
                    .as("stays a text when it is edited")
                    .isEqualTo("@");
        }
    }

    @Test
    void aCellThatIsTooLongIsTruncatedBetweenCharacters() throws IOException {
        String most = "x".repeat(32_767);
        assertThat(cell(most)).isEqualTo(most);
        assertThat(cell("x".repeat(32_765) + "\uD83D\uDCC1")).isEqualTo("x".repeat(32_765) + "\uD83D\uDCC1");
        assertThat(cell("x".repeat(32_765) + "\uD83D\uDCC1y")).isEqualTo("x".repeat(32_765) + "…");
    }

    @Test
    void charactersThatXmlCannotContainAreOmitted() throws IOException {
        assertThat(cell("a\u0001b\uFFFEc")).startsWith("a").endsWith("c");
    }

    @Test
    void aSheetHasAFrozenHeaderAFilterAndWidths() throws IOException {
        try (XSSFWorkbook workbook = written(List.of("a", "b"), List.of("c", ""))) {
            XSSFSheet sheet = workbook.getSheetAt(0);
            assertThat(sheet.getSheetName()).isEqualTo("one");
            assertThat(sheet.getPaneInformation().getHorizontalSplitTopRow()).isEqualTo((short) 1);
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:B3");
            assertThat(sheet.getColumnWidth(0) / 256.0).isBetween(29.5, 31.0);
            assertThat(sheet.getRow(0).getCell(1).getStringCellValue()).isEqualTo("second");
            assertThat(workbook.getSheetAt(1).getSheetName()).isEqualTo("two");
        }
    }

    @Test
    void workbookContainsAllOfManyRows() throws IOException {
        WorkbookFile.replace(folder.resolve("many.xlsx"), workbook -> {
            workbook.beginSheet("many", List.of(new Column("n", 5)));
            for (int i = 1; i <= 1_234; i++) {
                workbook.add(List.of("row " + i));
            }
            workbook.beginSheet("more", List.of(new Column("n", 5)));
            for (int i = 1; i <= 501; i++) {
                workbook.add(List.of("other " + i));
            }
        });
        try (XSSFWorkbook workbook = open("many.xlsx")) {
            XSSFSheet sheet = workbook.getSheetAt(0);
            assertThat(sheet.getLastRowNum()).isEqualTo(1_234);
            assertThat(sheet.getRow(1_000).getCell(0).getStringCellValue()).isEqualTo("row 1000");
            assertThat(workbook.getSheetAt(1).getLastRowNum()).isEqualTo(501);
            assertThat(workbook.getSheetAt(1).getRow(501).getCell(0).getStringCellValue())
                    .isEqualTo("other 501");
        }
    }

    @Test
    void noFileIsLeftIfItsRowsCannotBeRead() {
        IllegalStateException failure = new IllegalStateException("no more rows");
        assertThatThrownBy(() -> WorkbookFile.replace(folder.resolve("half.xlsx"), workbook -> {
                    workbook.beginSheet("half", List.of(new Column("n", 5)));
                    for (int i = 0; i < 700; i++) {
                        workbook.add(List.of("row"));
                    }
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFileIsForTheOwnerOnly() throws IOException {
        cell("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one.xlsx"))))
                .isEqualTo("rw-------");
    }

    private String cell(String text) throws IOException {
        try (XSSFWorkbook workbook = written(List.of(text))) {
            return workbook.getSheetAt(0).getRow(1).getCell(0).getStringCellValue();
        }
    }

    @SafeVarargs
    private XSSFWorkbook written(List<String>... rows) throws IOException {
        WorkbookFile.replace(folder.resolve("one.xlsx"), workbook -> {
            workbook.beginSheet("one", List.of(new Column("first", 30), new Column("second", 10)));
            for (List<String> row : rows) {
                workbook.add(row);
            }
            workbook.beginSheet("two", List.of(new Column("only", 5)));
        });
        return open("one.xlsx");
    }

    private XSSFWorkbook open(String name) throws IOException {
        return new XSSFWorkbook(Objects.requireNonNull(Files.newInputStream(folder.resolve(name))));
    }
}
