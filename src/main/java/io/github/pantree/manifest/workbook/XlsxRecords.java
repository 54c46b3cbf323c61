package io.github.pantree.manifest.workbook;

import com.github.pjfanning.xlsx.SharedStringsImplementationType;
import com.github.pjfanning.xlsx.StreamingReader;
import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The rows of a sheet of an .xlsx, one at a time; its table of texts is kept in a file for the owner only. */
public final class XlsxRecords implements RecordReader {

    private static final int ROWS_HELD = 100;

    private final Path file;
    private final Path texts;
    private final Workbook workbook;
    private final Iterator<org.apache.poi.ss.usermodel.Row> rows;
    private int width;
    private boolean broken;

    private XlsxRecords(Path file, Path texts, Workbook workbook, Iterator<org.apache.poi.ss.usermodel.Row> rows) {
        this.file = file;
        this.texts = texts;
        this.workbook = workbook;
        this.rows = rows;
    }

    public static RecordReader open(Path file, @Nullable String sheet) throws IOException {
        Path texts = Files.createTempDirectory("pantree-xlsx");
        Workbook workbook = null;
        try {
            workbook = TempFile.withStrategy(new DefaultTempFileCreationStrategy(texts.toFile()), () -> open(file));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
                names.add(workbook.getSheetName(i));
            }
            if (sheet != null && !names.contains(sheet)) {
                close(workbook, texts);
                return RecordReader.failed(Problem.of(1, 1, "file.sheet", sheet, String.join(", ", names)));
            }
            Sheet chosen = sheet == null ? workbook.getSheetAt(firstShown(workbook)) : workbook.getSheet(sheet);
            return new XlsxRecords(file, texts, workbook, chosen.iterator());
        } catch (RuntimeException e) {
            // Whatever a parser says of a file that comes from outside is about the file.
            close(workbook, texts);
            return RecordReader.failed(UnreadableWorkbookException.problem(file, e));
        }
    }

    private static int firstShown(Workbook workbook) {
        return IntStream.range(0, workbook.getNumberOfSheets())
                .filter(i -> !workbook.isSheetHidden(i) && !workbook.isSheetVeryHidden(i))
                .findFirst()
                .orElse(0);
    }

    private static Workbook open(Path file) {
        return StreamingReader.builder()
                .rowCacheSize(ROWS_HELD)
                .setSharedStringsImplementationType(SharedStringsImplementationType.TEMP_FILE_BACKED)
                .open(file.toFile());
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            while (!broken && rows.hasNext()) {
                Row row = read(rows.next());
                width = width == 0 ? row.cells().size() : width;
                if (!row.isBlank()) {
                    return row;
                }
            }
            return null;
        } catch (RuntimeException e) {
            broken = true;
            return Row.bad(UnreadableWorkbookException.problem(file, e));
        }
    }

    private Row read(org.apache.poi.ss.usermodel.Row row) {
        SheetRowBuilder read = new SheetRowBuilder(row.getRowNum() + 1L);
        for (Cell cell : row) {
            int column = cell.getColumnIndex();
            CellType type = cell.getCellType();
            switch (type == CellType.FORMULA ? cell.getCachedFormulaResultType() : type) {
                case NUMERIC -> number(read, cell);
                case BOOLEAN -> read.truth(column, cell.getBooleanCellValue());
                case ERROR -> read.error(column, cell.getStringCellValue().replaceFirst("^ERROR:\\s*", ""));
                case STRING -> read.text(column, cell.getStringCellValue());
                default -> {
                    if (type == CellType.FORMULA) {
                        // Programs that write formulas without evaluating them leave cells that show nothing.
                        read.formula(column);
                    }
                }
            }
        }
        return read.row(width);
    }

    private static void number(SheetRowBuilder row, Cell cell) {
        var style = cell.getCellStyle();
        int format = style == null ? 0 : style.getDataFormat();
        String pattern = style == null ? null : style.getDataFormatString();
        row.number(cell.getColumnIndex(), cell.getNumericCellValue(), format, pattern);
    }

    @Override
    public void close() throws IOException {
        close(workbook, texts);
    }

    private static void close(@Nullable Workbook workbook, Path texts) throws IOException {
        try {
            if (workbook != null) {
                workbook.close();
            }
        } finally {
            FileSystemUtils.deleteRecursively(texts);
        }
    }
}
