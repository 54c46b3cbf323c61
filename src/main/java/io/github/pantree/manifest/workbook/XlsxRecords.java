package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.support.Problem;
import io.github.pantree.support.ReadingStoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of an .xlsx file, one at a time; its shared texts are stored in an owner-only file. */
public final class XlsxRecords implements RecordReader {

    private final Path file;
    private final XlsxParts parts;
    private final SharedTexts texts;
    private final MergedCells merged;
    private final InputStream in;
    private final XMLStreamReader xml;
    private final BitSet hiddenColumns = new BitSet();
    private long line;
    private int column;
    private boolean ended;

    private XlsxRecords(Path file, XlsxParts parts, String sheet) throws IOException, XMLStreamException {
        this.file = file;
        this.parts = parts;
        String shared = parts.sharedTexts();
        this.merged = MergedCells.of(parts.stream(sheet));
        this.in = parts.stream(sheet);
        this.xml = XmlParts.parse(in);
        this.texts = new SharedTexts(shared == null ? null : parts.stream(shared));
    }

    public static RecordReader open(Path file, @Nullable String sheet, BooleanSupplier stopped) throws IOException {
        XlsxParts parts = null;
        try {
            parts = XlsxParts.open(file, stopped);
            String part = parts.sheetPart(sheet);
            if (part != null) {
                return new XlsxRecords(file, parts, part);
            }
            Problem problem = sheet == null
                    ? UnreadableWorkbookException.problem(file, new UnreadableWorkbookException("damaged"))
                    : Problem.of(1, 1, "file.sheet", sheet, String.join(", ", parts.sheetNames()));
            parts.close();
            return RecordReader.failed(problem);
        } catch (ReadingStoppedException e) {
            if (parts != null) {
                parts.close();
            }
            throw e;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            // Any failure of the parser is due to the file, which is external.
            if (parts != null) {
                parts.close();
            }
            return RecordReader.failed(UnreadableWorkbookException.problem(file, e));
        }
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            while (!ended && xml.hasNext()) {
                Row row = xml.next() == XMLStreamConstants.START_ELEMENT ? element() : null;
                if (row != null && !row.isBlank()) {
                    return row;
                }
            }
            return null;
        } catch (ReadingStoppedException e) {
            throw e;
        } catch (XMLStreamException | IOException | RuntimeException e) {
            ended = true;
            return Row.bad(UnreadableWorkbookException.problem(file, e));
        }
    }

    private @Nullable Row element() throws IOException, XMLStreamException {
        switch (xml.getLocalName()) {
            case "col" -> hideColumns();
            case "row" -> {
                return merged.complete(row());
            }
            default -> {}
        }
        return null;
    }

    private void hideColumns() {
        boolean hidden = XlsxParts.isTrue(XlsxParts.attribute(xml, "hidden"))
                || XlsxParts.isZero(XlsxParts.attribute(xml, "width"));
        int from = XlsxParts.number(xml, "min");
        int to = Math.min(XlsxParts.number(xml, "max"), SheetLimits.MOST_COLUMNS);
        if (hidden && from > 0 && from <= to) {
            hiddenColumns.set(from - 1, to);
        }
    }

    @Override
    public boolean isHiddenColumn(int position) {
        return hiddenColumns.get(position);
    }

    private Row row() throws IOException, XMLStreamException {
        String number = XlsxParts.attribute(xml, "r");
        line = number == null ? line + 1 : Long.parseLong(number);
        SheetLimits.check(line, 0);
        SheetRowBuilder row = new SheetRowBuilder(line, parts.isDate1904());
        boolean flat = XlsxParts.isZero(XlsxParts.attribute(xml, "ht"));
        row.hide(flat || XlsxParts.isTrue(XlsxParts.attribute(xml, "hidden")));
        column = -1;
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals("row"))) {
            if (xml.isStartElement() && xml.getLocalName().equals("c")) {
                cell(row);
            }
        }
        return row.row();
    }

    private void cell(SheetRowBuilder row) throws IOException, XMLStreamException {
        String reference = XlsxParts.attribute(xml, "r");
        column = reference == null ? column + 1 : SheetLimits.column(reference);
        SheetLimits.check(line, column);
        String type = XlsxParts.attribute(xml, "t");
        String style = XlsxParts.attribute(xml, "s");
        boolean formula = false;
        String value = null;
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("c")) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "is" -> row.text(column, RichText.read(xml));
                    case "v" -> value = xml.getElementText();
                    case "f" -> formula = true;
                    default -> {}
                }
            }
        }
        boolean isText = "str".equals(type) || "inlineStr".equals(type);
        if (value != null && (isText || !value.isEmpty())) {
            value(row, type == null ? "n" : type, style, value);
        } else if (formula) {
            // Programs that write formulas without evaluating them produce cells that display nothing.
            row.formula(column);
        }
    }

    private void value(SheetRowBuilder row, String type, @Nullable String style, String value)
            throws IOException, XMLStreamException {
        switch (type) {
            case "s" -> row.text(column, texts.get(Integer.parseInt(value.strip())));
            case "b" -> row.truth(column, XlsxParts.isTrue(value.strip()));
            case "e" -> row.error(column, value);
            case "n" -> {
                int format = parts.format(style);
                row.number(column, Double.parseDouble(value.strip()), format, parts.pattern(format));
            }
            default -> row.text(column, RichText.decode(value));
        }
    }

    @Override
    public void close() throws IOException {
        try (parts) {
            in.close();
            texts.close();
        }
    }
}
