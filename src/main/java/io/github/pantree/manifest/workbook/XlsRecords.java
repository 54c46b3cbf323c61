package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.poi.hssf.eventusermodel.FormatTrackingHSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFEventFactory;
import org.apache.poi.hssf.eventusermodel.HSSFListener;
import org.apache.poi.hssf.eventusermodel.HSSFRequest;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of an .xls file. Held in memory, since the format allows only 65,536 rows. */
public final class XlsRecords {

    /** A file made by a person has fewer cells; their texts are shared. */
    private static final int MOST_CELLS = 3_000_000;

    private static final String ENCRYPTED = "EncryptedPackage";

    private static final List<String> OTHER_DOCUMENTS = List.of("WordDocument", "PowerPoint Document", "VisioDocument");

    private XlsRecords() {}

    public static RecordReader open(Path file, @Nullable String sheet) throws IOException {
        try (POIFSFileSystem parts = new POIFSFileSystem(file.toFile(), true)) {
            if (parts.getRoot().hasEntryCaseInsensitive(ENCRYPTED)) {
                throw new UnreadableWorkbookException("password");
            }
            if (OTHER_DOCUMENTS.stream().anyMatch(parts.getRoot()::hasEntryCaseInsensitive)) {
                throw new UnreadableWorkbookException("document");
            }
            Sheet read = new Sheet(sheet);
            HSSFRequest request = new HSSFRequest();
            FormatTrackingHSSFListener formats = new FormatTrackingHSSFListener(read, Locale.ROOT);
            read.formats = formats;
            request.addListenerForAllRecords(formats);
            new HSSFEventFactory().processWorkbookEvents(request, parts);
            if (read.chosen < 0) {
                return RecordReader.failed(
                        Problem.of(1, 1, "file.sheet", String.valueOf(sheet), String.join(", ", read.names)));
            }
            return RecordReader.of(read.finished(), read.hiddenColumns::get);
        } catch (RuntimeException | IOException e) {
            // Any failure of the parser is due to the file, which is external.
            return RecordReader.failed(UnreadableWorkbookException.problem(file, e));
        }
    }

    /** Collects the records of one sheet of a workbook. */
    private static final class Sheet implements HSSFListener {

        private final @Nullable String wanted;
        private final List<String> names = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private @Nullable FormatTrackingHSSFListener formats;
        private @Nullable SSTRecord texts;
        private @Nullable SheetRowBuilder row;
        private @Nullable FormulaRecord awaited;
        private final BitSet hiddenRows = new BitSet();
        private final BitSet hiddenColumns = new BitSet();
        private final MergedCells merged = new MergedCells();
        private boolean date1904;
        private int chosen = -1;
        private int current = -1;
        private int cells;

        private Sheet(@Nullable String wanted) {
            this.wanted = wanted;
        }

        @Override
        public void processRecord(Record read) {
            if (read instanceof DateWindow1904Record dates) {
                date1904 = dates.getWindowing() == 1;
            }
            if (read instanceof BoundSheetRecord bound) {
                if (chosen < 0
                        && (wanted == null
                                ? !bound.isHidden() && !bound.isVeryHidden()
                                : wanted.equals(bound.getSheetname()))) {
                    chosen = names.size();
                }
                names.add(bound.getSheetname());
            } else if (read instanceof SSTRecord sst) {
                texts = sst;
            } else if (read instanceof BOFRecord begin && begin.getType() == BOFRecord.TYPE_WORKSHEET) {
                current++;
            } else if (current >= 0 && current == chosen) {
                cell(read);
            }
        }

        private void cell(Record read) {
            if (read instanceof RowRecord properties && properties.getZeroHeight()) {
                hiddenRows.set(properties.getRowNumber());
            } else if (read instanceof ColumnInfoRecord columns) {
                hideColumns(columns);
            } else if (read instanceof MergeCellsRecord ranges) {
                merge(ranges);
            } else if (read instanceof StringRecord string && awaited != null) {
                row(awaited).text(awaited.getColumn(), string.getString());
                awaited = null;
            } else if (read instanceof LabelSSTRecord label && texts != null) {
                row(label)
                        .text(
                                label.getColumn(),
                                texts.getString(label.getSSTIndex()).getString());
            } else if (read instanceof NumberRecord number) {
                number(number, number.getValue());
            } else if (read instanceof BoolErrRecord bool) {
                boolOrError(bool);
            } else if (read instanceof FormulaRecord formula) {
                formula(formula);
            }
        }

        private void hideColumns(ColumnInfoRecord columns) {
            if ((columns.getHidden() || columns.getColumnWidth() == 0)
                    && columns.getFirstColumn() <= columns.getLastColumn()) {
                hiddenColumns.set(columns.getFirstColumn(), columns.getLastColumn() + 1);
            }
        }

        private void merge(MergeCellsRecord ranges) {
            try {
                for (int i = 0; i < ranges.getNumAreas(); i++) {
                    merged.add(ranges.getAreaAt(i));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void number(CellValueRecordInterface cell, double value) {
            FormatTrackingHSSFListener known = formats;
            int format = known == null ? 0 : known.getFormatIndex(cell);
            String pattern = known == null ? null : known.getFormatString(cell);
            row(cell).number(cell.getColumn(), value, format, pattern);
        }

        private void boolOrError(BoolErrRecord cell) {
            if (cell.isError()) {
                error(cell, cell.getErrorValue());
            } else {
                row(cell).truth(cell.getColumn(), cell.getBooleanValue());
            }
        }

        private void error(CellValueRecordInterface cell, int code) {
            row(cell).error(cell.getColumn(), FormulaError.forInt(code).getString());
        }

        private void formula(FormulaRecord cell) {
            if (cell.hasCachedResultString()) {
                awaited = cell;
                return;
            }
            CellType type = cell.getCachedResultTypeEnum();
            if (type == CellType.ERROR) {
                error(cell, cell.getCachedErrorValue());
            } else if (type == CellType.BOOLEAN) {
                row(cell).truth(cell.getColumn(), cell.getCachedBooleanValue());
            } else if (type == CellType.NUMERIC) {
                number(cell, cell.getValue());
            }
            // Otherwise it is an empty text, which has no record of its own.
        }

        private SheetRowBuilder row(CellValueRecordInterface cell) {
            if (++cells > MOST_CELLS) {
                throw new IllegalArgumentException(new UnreadableWorkbookException("cells", MOST_CELLS));
            }
            long line = cell.getRow() + 1L;
            SheetRowBuilder open = row;
            if (open == null || open.line() != line) {
                finish();
                open = new SheetRowBuilder(line, date1904);
                row = open;
            }
            return open;
        }

        private void finish() {
            if (row != null) {
                row.hide(hiddenRows.get((int) row.line() - 1));
                Row finished = row.row();
                if (!finished.isBlank()) {
                    rows.add(finished);
                }
                row = null;
            }
        }

        private Iterator<Row> finished() {
            finish();
            merged.sort();
            return rows.stream().map(merged::complete).iterator();
        }
    }
}
