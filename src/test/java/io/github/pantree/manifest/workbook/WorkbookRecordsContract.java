package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The common behaviour of both workbook formats. */
abstract class WorkbookRecordsContract {

    @TempDir
    Path folder;

    private final String format;

    /** @param format {@code xls} or {@code xlsx} */
    WorkbookRecordsContract(String format) {
        this.format = format;
    }

    abstract RecordReader open(Path file, @Nullable String sheet) throws IOException;

    @Test
    void readsTextsNumbersAndTruthValues() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a", 1.5, true, false);
                    Workbooks.row(sheet, 1, "图片😀", 20240101000123.0);
                }))
                .containsExactly(
                        new Row(1, List.of("a", "1.5", "TRUE", "FALSE")),
                        new Row(2, List.of("图片😀", "20240101000123")));
    }

    @Test
    void skipsBlankRowsAndKeepsTheirNumbers() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 2, "a", "b");
                    Workbooks.row(sheet, 3, "", "");
                    Workbooks.row(sheet, 6, null, "d");
                }))
                .containsExactly(new Row(3, List.of("a", "b")), new Row(7, List.of("", "d")));
    }

    @Test
    void givesRowsUpToTheirLastCell() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a", "b");
                    Workbooks.row(sheet, 1, "c", "d", "e");
                    Workbooks.row(sheet, 2, "f", "");
                }))
                .extracting(Row::cells)
                .containsExactly(List.of("a", "b"), List.of("c", "d", "e"), List.of("f"));
    }

    @Test
    void marksHiddenRows() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    for (int i = 0; i < 4; i++) {
                        Workbooks.row(sheet, i, "a" + i).setZeroHeight(i % 2 == 1);
                    }
                }))
                .extracting(Row::hidden)
                .containsExactly(false, true, false, true);
    }

    @Test
    void givesTheRowsOfMergedCellsTheirValue() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a", "b", "c");
                    Workbooks.row(sheet, 1, "图库", "x", "wide");
                    Workbooks.row(sheet, 2, null, "y");
                    Workbooks.row(sheet, 4, "own", "z");
                    Workbooks.row(sheet, 5, null, "below");
                    sheet.addMergedRegion(CellRangeAddress.valueOf("A2:A5"));
                    sheet.addMergedRegion(CellRangeAddress.valueOf("C2:D2"));
                }))
                .extracting(Row::line, Row::merged)
                .containsExactly(
                        tuple(1L, Map.of()),
                        tuple(2L, Map.of()),
                        tuple(3L, Map.of(0, "图库")),
                        tuple(5L, Map.of()),
                        tuple(6L, Map.of()));
    }

    @Test
    void countsDaysFrom1904IfTheWorkbookDoes() throws Exception {
        Path file = Workbooks.write(folder.resolve("book." + format), book -> {
            if (book instanceof XSSFWorkbook modern) {
                modern.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
            } else {
                ((HSSFWorkbook) book)
                        .getInternalWorkbook().getRecords().stream()
                                .filter(DateWindow1904Record.class::isInstance)
                                .forEach(dates -> ((DateWindow1904Record) dates).setWindowing((short) 1));
            }
            Workbooks.format(Workbooks.row(book.createSheet(), 0, 43538.0), 0, 14);
        });
        try (RecordReader records = open(file, null)) {
            assertThat(Workbooks.all(records)).extracting(Row::cells).containsExactly(List.of("2023-03-15"));
        }
    }

    @Test
    void readsTheSavedResultsOfFormulas() throws Exception {
        assertThat(rows(book -> Workbooks.formulas(book.createSheet(), 0)))
                .containsExactly(new Row(
                        1,
                        List.of("ab", "2", "TRUE", "FALSE", "#DIV/0!"),
                        List.of(Problem.of(1, 5, "cell.error", "#DIV/0!")),
                        null));
    }

    @Test
    void readsAnEmptyResultOfAFormulaAsAnEmptyCell() throws Exception {
        assertThat(rows(book -> {
                    var row = Workbooks.row(book.createSheet(), 0, "a", null, "b");
                    row.createCell(1).setCellFormula("IF(A1=\"\",1,\"\")");
                    row.getCell(1).setCellValue("");
                }))
                .containsExactly(new Row(1, List.of("a", "", "b"), List.of(), null));
    }

    @Test
    void showsNumbersAsTheirFormatsDo() throws Exception {
        assertThat(rows(book -> {
                    var row = Workbooks.row(book.createSheet(), 0, 45000.0, 0.5, 1e15);
                    Workbooks.format(row, 0, 14);
                    Workbooks.format(row, 1, 9);
                }))
                .containsExactly(new Row(
                        1,
                        List.of("2023-03-15", "50%", "1000000000000000"),
                        List.of(
                                Problem.of(1, 1, "cell.date", "2023-03-15"),
                                Problem.of(1, 3, "cell.number", "1000000000000000", CellFormatter.MOST_DIGITS)),
                        null));
    }

    @Test
    void flagsErrorsThatAreNoFormulas() throws Exception {
        assertThat(rows(book -> {
                    Sheet sheet = book.createSheet();
                    Workbooks.row(sheet, 0, "a").createCell(1).setCellErrorValue((byte) 42);
                }))
                .containsExactly(
                        new Row(1, List.of("a", "#N/A"), List.of(Problem.of(1, 2, "cell.error", "#N/A")), null));
    }

    @Test
    void readsTheFirstSheetThatIsVisible() throws Exception {
        assertThat(rows(book -> {
                    for (String name : List.of("first", "second", "third", "fourth")) {
                        Workbooks.row(book.createSheet(name), 0, name);
                    }
                    book.setActiveSheet(2);
                    book.setSheetHidden(0, true);
                    book.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
                }))
                .containsExactly(new Row(1, List.of("third")));
    }

    @Test
    void readsTheSheetThatIsNamedEvenIfItIsHidden() throws Exception {
        assertThat(rows("second", book -> {
                    Workbooks.row(book.createSheet("first"), 0, "a");
                    Workbooks.row(book.createSheet("second"), 0, "b");
                    Workbooks.row(book.createSheet("third"), 0, "c");
                    book.setSheetHidden(1, true);
                }))
                .containsExactly(new Row(1, List.of("b")));
    }

    @Test
    void listsTheSheetsIfNoneHasTheName() throws Exception {
        assertThat(rows("files", book -> {
                    book.createSheet("notes");
                    book.createSheet("folders");
                }))
                .containsExactly(Row.bad(Problem.of(1, 1, "file.sheet", "files", "notes, folders")));
    }

    @Test
    void givesNoRowsOfAnEmptySheet() throws Exception {
        assertThat(rows(book -> Workbooks.row(book.createSheet(), 3, "", ""))).isEmpty();
    }

    @Test
    void reportsADamagedFileAsARow() throws Exception {
        assertUnreadable(Files.write(folder.resolve("broken." + format), new byte[600]), "damaged");
    }

    final void assertUnreadable(Path file, String reason) throws IOException {
        try (RecordReader records = open(file, null)) {
            assertThat(Workbooks.all(records))
                    .containsExactly(Row.bad(Problem.of(
                            1,
                            1,
                            "file.workbook",
                            String.valueOf(file.getFileName()),
                            Messages.format("workbook." + reason))));
        }
    }

    final List<Row> rows(Consumer<Workbook> content) throws IOException {
        return rows(null, content);
    }

    final List<Row> rows(@Nullable String sheet, Consumer<Workbook> content) throws IOException {
        Path file = Workbooks.write(folder.resolve("book." + format), content);
        try (RecordReader records = open(file, sheet)) {
            return Workbooks.all(records);
        }
    }
}
