package io.github.pantree.manifest.workbook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.jspecify.annotations.Nullable;

/** The parts of an .xlsx file. The file is only read: a library that opens a package for writing may save it again. */
final class XlsxParts implements AutoCloseable {

    /** @param relationship the identifier of its part */
    private record SheetEntry(String name, boolean visible, String relationship) {}

    /** Maximum bytes of a part whose elements are held in memory. */
    static final long LARGEST_PART = 16_000_000;

    private final ZipFile zip;
    private final BooleanSupplier stopped;
    private final List<SheetEntry> sheets = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();
    private final Map<Integer, String> patterns = new HashMap<>();
    private final List<Integer> formats = new ArrayList<>();
    private boolean date1904;

    private XlsxParts(ZipFile zip, BooleanSupplier stopped) {
        this.zip = zip;
        this.stopped = stopped;
    }

    static XlsxParts open(Path file, BooleanSupplier stopped) throws IOException, XMLStreamException {
        XlsxParts parts = new XlsxParts(new ZipFile(file.toFile()), stopped);
        try {
            parts.readWorkbook();
            return parts;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void readWorkbook() throws IOException, XMLStreamException {
        String[] workbook = {"xl/workbook.xml"};
        forEachElement("_rels/.rels", element -> {
            if (text(element, "Type").endsWith("/officeDocument")) {
                workbook[0] = resolve("", text(element, "Target"));
            }
        });
        int slash = workbook[0].lastIndexOf('/') + 1;
        String folder = workbook[0].substring(0, slash);
        forEachElement(workbook[0], this::addSheet);
        String relationships = folder + "_rels/" + workbook[0].substring(slash) + ".rels";
        forEachElement(relationships, element -> {
            if (element.getLocalName().equals("Relationship")) {
                targets.put(text(element, "Id"), resolve(folder, text(element, "Target")));
            }
        });
        String styles = part("styles.xml");
        if (styles != null) {
            readStyles(styles);
        }
    }

    private static String resolve(String folder, String target) {
        return URI.create("/" + folder).resolve(target).getPath().substring(1);
    }

    private void addSheet(XMLStreamReader element) {
        if (element.getLocalName().equals("sheet")) {
            String state = attribute(element, "state");
            boolean visible = state == null || state.equals("visible");
            sheets.add(new SheetEntry(text(element, "name"), visible, text(element, "id")));
        } else if (element.getLocalName().equals("workbookPr")) {
            date1904 = isTrue(attribute(element, "date1904"));
        }
    }

    private void readStyles(String part) throws IOException, XMLStreamException {
        boolean[] cells = new boolean[1];
        forEachElement(part, element -> {
            switch (element.getLocalName()) {
                case "numFmt" -> patterns.put(number(element, "numFmtId"), text(element, "formatCode"));
                case "cellXfs" -> cells[0] = true;
                case "cellStyles" -> cells[0] = false;
                case "xf" -> {
                    if (cells[0]) {
                        formats.add(number(element, "numFmtId"));
                    }
                }
                default -> {}
            }
        });
    }

    /** Receives the elements of a part. */
    private interface ElementVisitor {
        void visit(XMLStreamReader element);
    }

    private void forEachElement(String part, ElementVisitor visitor) throws IOException, XMLStreamException {
        try (InputStream in = new LimitedInputStream(stream(part), part, LARGEST_PART)) {
            XMLStreamReader xml = XmlParts.parse(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    visitor.visit(xml);
                }
            }
        }
    }

    InputStream stream(String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            throw new UnreadableWorkbookException("damaged");
        }
        return new StoppableInputStream(zip.getInputStream(entry), stopped);
    }

    List<String> sheetNames() {
        return sheets.stream().map(SheetEntry::name).toList();
    }

    /** The part of a sheet, by default of the first visible one; null if there is no sheet with this name. */
    @Nullable
    String sheetPart(@Nullable String name) {
        return sheets.stream()
                .filter(sheet -> name == null ? sheet.visible() : sheet.name().equals(name))
                .findFirst()
                .or(() -> name == null ? sheets.stream().findFirst() : Optional.empty())
                .map(sheet -> targets.get(sheet.relationship()))
                .orElse(null);
    }

    /** The part with the shared texts; null if there is none. */
    @Nullable
    String sharedTexts() {
        return part("sharedStrings.xml");
    }

    private @Nullable String part(String name) {
        return targets.values().stream()
                .filter(part -> part.toLowerCase(Locale.ROOT).endsWith("/" + name.toLowerCase(Locale.ROOT)))
                .filter(part -> zip.getEntry(part) != null)
                .findFirst()
                .orElse(null);
    }

    boolean isDate1904() {
        return date1904;
    }

    /** The number of a cell's format. */
    int format(@Nullable String style) {
        int index = style == null ? -1 : Integer.parseInt(style);
        return index >= 0 && index < formats.size() ? formats.get(index) : 0;
    }

    @Nullable
    String pattern(int format) {
        String pattern = patterns.get(format);
        return pattern == null ? BuiltinFormats.getBuiltinFormat(format) : pattern;
    }

    /** By its local name, since the strict format uses other namespaces. */
    static @Nullable String attribute(XMLStreamReader element, String name) {
        for (int i = 0; i < element.getAttributeCount(); i++) {
            if (element.getAttributeLocalName(i).equals(name)) {
                return element.getAttributeValue(i);
            }
        }
        return null;
    }

    private static String text(XMLStreamReader element, String name) {
        String value = attribute(element, name);
        return value == null ? "" : value;
    }

    static int number(XMLStreamReader element, String name) {
        String value = attribute(element, name);
        return value == null ? 0 : Integer.parseInt(value);
    }

    static boolean isZero(@Nullable String value) {
        return value != null && (value.equals("0") || value.equals("0.0"));
    }

    static boolean isTrue(@Nullable String value) {
        return "1".equals(value) || "true".equals(value);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
