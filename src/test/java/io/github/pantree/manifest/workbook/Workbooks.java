package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Workbooks for tests, as a spreadsheet program would save them. */
public final class Workbooks {

    private Workbooks() {}

    /**
     * Writes a workbook.
     *
     * @param file ends in {@code .xls} for the old format
     */
    public static Path write(Path file, Consumer<Workbook> content) throws IOException {
        try (Workbook book = file.toString().endsWith(".xls") ? new HSSFWorkbook() : new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            content.accept(book);
            book.write(out);
        }
        return file;
    }

    /**
     * Adds a row to a sheet.
     *
     * @param cells texts, numbers or booleans; null for a missing cell
     */
    public static Row row(Sheet sheet, int number, @Nullable Object... cells) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Double value) {
                row.createCell(i).setCellValue(value);
            } else if (cells[i] instanceof Boolean value) {
                row.createCell(i).setCellValue(value);
            } else if (cells[i] != null) {
                row.createCell(i).setCellValue((String) cells[i]);
            }
        }
        return row;
    }

    static void format(Row row, int column, int format) {
        CellStyle style = row.getSheet().getWorkbook().createCellStyle();
        style.setDataFormat((short) format);
        row.getCell(column).setCellStyle(style);
    }

    /** A row with a formula for each type of result: text, number, boolean, error. */
    static void formulas(Sheet sheet, int number) {
        Row row = sheet.createRow(number);
        row.createCell(0).setCellFormula("\"a\"&\"b\"");
        row.createCell(1).setCellFormula("1+1");
        row.createCell(2).setCellFormula("1>0");
        row.createCell(3).setCellFormula("1<0");
        row.createCell(4).setCellFormula("1/0");
        sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateAll();
    }

    /** Copies a workbook in the new format with changes to its first sheet. */
    public static void copyWithSheet(Path from, Path to, UnaryOperator<String> change) throws IOException {
        try (ZipFile source = new ZipFile(from.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                byte[] content = source.getInputStream(entry).readAllBytes();
                target.putNextEntry(new ZipEntry(entry.getName()));
                target.write(
                        entry.getName().endsWith("sheet1.xml")
                                ? change.apply(new String(content, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
    }

    /** All remaining rows. */
    public static List<RecordReader.Row> all(RecordReader records) throws IOException {
        List<RecordReader.Row> rows = new ArrayList<>();
        for (RecordReader.Row row = records.next(); row != null; row = records.next()) {
            rows.add(row);
        }
        return rows;
    }
}
