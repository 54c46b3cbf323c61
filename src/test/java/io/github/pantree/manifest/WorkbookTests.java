package io.github.pantree.manifest;

import static io.github.pantree.manifest.workbook.Workbooks.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.manifest.workbook.Workbooks;
import io.github.pantree.support.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkbookTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsTheFirstSheet(String kind) throws Exception {
        Path file = book(kind, book -> {
            Sheet sheet = book.createSheet("清单");
            row(sheet, 0, "编号", "上级编号", "名称", "备注");
            row(sheet, 1, 100.0, "", "素材", "第一行");
            row(sheet, 3, 20240101000123.0, 100.0, "图片😀");
            book.createSheet("其他");
        });
        Manifest manifest = new ManifestReader(ManifestOptions.AUTO_DETECT).open(file);
        assertThat(manifest.header()).containsExactly("编号", "上级编号", "名称", "备注");
        List<ManifestRow> rows = TestRows.of(manifest);
        assertThat(rows).extracting(ManifestRow::line).containsExactly(2L, 4L);
        assertThat(rows.get(0).cells()).containsExactly("100", "", "素材", "第一行");
        assertThat(rows.get(1).cells()).containsExactly("20240101000123", "100", "图片😀", "");
        assertThat(rows).allSatisfy(row -> assertThat(row.problems()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsDisplayedValues(String kind) throws Exception {
        Path file = book(kind, book -> {
            Sheet sheet = book.createSheet();
            CellStyle months = book.createCellStyle();
            months.setDataFormat(book.createDataFormat().getFormat("yyyy-mm"));
            row(sheet, 0, "level1", "level2", "level3");
            Row row = row(sheet, 1, "a", 45000.0, "");
            row.getCell(1).setCellStyle(months);
            row.createCell(2).setCellFormula("A2&\"-x\"");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(TestRows.of(file).get(0).cells()).containsExactly("a", "2023-03", "a-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void reportsErrorsAndRoundedNumbersWithTheirCell(String kind) throws Exception {
        Path file = book(kind, book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "note", "path");
            row(sheet, 1, "x", 1.5e18);
            Row row = row(sheet, 2, "x");
            row.createCell(1).setCellFormula("1/0");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        });
        assertThat(TestRows.of(file))
                .flatExtracting(ManifestRow::problems)
                .extracting(Problem::line, Problem::column, Problem::what)
                .containsExactly(
                        tuple(2L, 2, "the number has more than 15 digits"),
                        tuple(3L, 2, "the cell contains an error value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void refusesDatesThatEachMachineShowsInItsOwnWay(String kind) throws Exception {
        Path file = book(kind, book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "path", "when");
            List<Short> formats = List.of((short) 14, (short) 31, (short) 57);
            for (int i = 0; i < formats.size(); i++) {
                CellStyle style = book.createCellStyle();
                style.setDataFormat(formats.get(i));
                row(sheet, i + 1, 45000.0, "x").getCell(0).setCellStyle(style);
            }
            CellStyle chinese = book.createCellStyle();
            chinese.setDataFormat(book.createDataFormat().getFormat("yyyy\"年\"m\"月\""));
            Row own = row(sheet, 4, 45000.0, 45000.0);
            own.getCell(0).setCellStyle(chinese);
            CellStyle local = book.createCellStyle();
            local.setDataFormat((short) 14);
            own.getCell(1).setCellStyle(local);
        });
        List<ManifestRow> rows = TestRows.of(file);
        assertThat(rows.subList(0, 3))
                .allSatisfy(row -> assertThat(row.problems())
                        .extracting(Problem::what)
                        .containsExactly("the cell contains a date whose display format depends on the computer"));
        assertThat(rows.get(3).cells()).containsExactly("2023年3月", "2023-03-15");
        assertThat(rows.get(3).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsTheFirstVisibleSheetAndEveryDigit(String kind) throws Exception {
        Path file = book(kind, book -> {
            row(book.createSheet("hidden"), 0, "path");
            Sheet sheet = book.createSheet("shown");
            row(sheet, 0, "path", "n");
            row(sheet, 1, 123456789012.5, 0.000012345678901);
            book.setActiveSheet(1);
            book.setSheetHidden(0, true);
        });
        assertThat(TestRows.of(file).get(0).cells()).containsExactly("123456789012.5", "0.000012345678901");
    }

    @Test
    void ignoresFlawsInColumnsOfTheUser() throws Exception {
        Path file = book("xlsx", book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "note", "path");
            row(sheet, 1, 1.5e18, "/a");
        });
        ManifestRow row = TestRows.of(file).get(0);
        assertThat(row.entries()).hasSize(1);
        assertThat(row.problems()).isEmpty();
    }

    @Test
    void reportsFormulasWithoutAResult() throws Exception {
        Path file = book("xlsx", book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "level1", "level2");
            row(sheet, 1, "a").createCell(1).setCellFormula("\"b\"&\"c\"");
            Row worked = row(sheet, 2, "a");
            worked.createCell(1).setCellFormula("\"\"");
            book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(worked.getCell(1));
        });
        assertThat(TestRows.of(file))
                .flatExtracting(ManifestRow::problems)
                .extracting(Problem::line, Problem::column, Problem::what)
                .containsExactly(tuple(2L, 2, "the cell contains a formula without a value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void readsTheNamedSheet(String kind) throws Exception {
        Path file = book(kind, book -> {
            row(book.createSheet("notes"), 0, "nothing");
            Sheet sheet = book.createSheet("folders");
            row(sheet, 0, "path");
            row(sheet, 1, "/a");
        });
        assertThat(TestRows.of(new ManifestReader(sheet("folders")).open(file))).hasSize(1);
        assertThat(problem(file, sheet("files")).what())
                .isEqualTo("the workbook has no sheet with this name; its sheets: notes, folders");
    }

    @Test
    void refusesOtherFiles() throws Exception {
        Path archive = folder.resolve("archive.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("a.txt"));
        }
        assertThat(problem(archive, ManifestOptions.AUTO_DETECT).what()).contains("an archive");
        Path cut = book("xlsx", book -> row(book.createSheet(), 0, "path"));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(problem(cut, ManifestOptions.AUTO_DETECT).what()).startsWith("the workbook cannot be read");
    }

    @Test
    void refusesAPasswordProtectedWorkbook() throws Exception {
        Path file = folder.resolve("secret.xlsx");
        try (POIFSFileSystem parts = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            parts.getRoot().createDocument("EncryptedPackage", new ByteArrayInputStream(new byte[5_000]));
            parts.writeFilesystem(out);
        }
        assertThat(problem(file, ManifestOptions.AUTO_DETECT).what()).contains("password-protected");
    }

    @Test
    void refusesATextThatNoCellCanHold() throws Exception {
        Path file = book("xlsx", book -> row(book.createSheet(), 0, "path"));
        Path bomb = folder.resolve("bomb.xlsx");
        String text = "a".repeat(2_000_000);
        Workbooks.copyWithSheet(file, bomb, xml -> "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" + text);
        assertThat(problem(bomb, ManifestOptions.AUTO_DETECT).what()).contains("has text of more than");
    }

    private static ManifestOptions sheet(String name) {
        return new ManifestOptions(null, null, name, Map.of(), false, null, null);
    }

    private static Problem problem(Path file, ManifestOptions options) {
        List<Problem> problems = new ArrayList<>();
        assertThatThrownBy(() -> new ManifestReader(options).open(file))
                .isInstanceOfSatisfying(InvalidManifestException.class, e -> problems.add(e.problem()));
        return problems.get(0);
    }

    private Path book(String kind, Consumer<Workbook> content) throws IOException {
        return Workbooks.write(folder.resolve("book." + kind), content);
    }
}
