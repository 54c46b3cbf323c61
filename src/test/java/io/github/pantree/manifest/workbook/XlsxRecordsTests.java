package io.github.pantree.manifest.workbook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.record.RecordReader;
import io.github.pantree.manifest.record.RecordReader.Row;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XlsxRecordsTests extends WorkbookRecordsContract {

    XlsxRecordsTests() {
        super("xlsx");
    }

    @Override
    RecordReader open(Path file, @Nullable String sheet) throws IOException {
        return XlsxRecords.open(file, sheet, () -> false);
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
        Workbooks.copyWithSheet(whole, cut, xml -> xml.substring(0, xml.indexOf("<row r=\"290\"")));
        try (RecordReader records = XlsxRecords.open(cut, null, () -> false)) {
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

    @Test
    void leavesOutPhoneticReadingsAndDecodesEscapes() throws Exception {
        String rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>宁东大道</t><rPh sb=\"0\" eb=\"4\">"
                + "<t>dao</t></rPh></is></c>"
                + "<c r=\"B1\" t=\"inlineStr\"><is><r><t>素</t></r><r><t>材_x000D_</t></r></is></c>"
                + "<c r=\"C1\" t=\"s\"><v>0</v></c><c r=\"D1\" t=\"str\"><f>x</f><v>a_x000d_b</v></c>"
                + "<c r=\"E1\" t=\"s\"><v>1</v></c></row>";
        Path file = book(rows, "<si><t>共_x005F_x000D_</t></si><si><r><t>图</t></r><rPh><t>tu</t></rPh><t>库</t></si>");
        assertThat(all(file)).containsExactly(new Row(1, List.of("宁东大道", "素材\r", "共_x000D_", "a\rb", "图库")));
    }

    @Test
    void countsRowsAndCellsThatHaveNoNumbers() throws Exception {
        String cell = "<c t=\"inlineStr\"><is><t>%s</t></is></c>";
        Path file = book(
                "<row>" + cell.formatted("a") + cell.formatted("b") + "</row><row r=\"4\"/><row>"
                        + "<c r=\"C5\" t=\"n\"><v>7</v></c></row>",
                "");
        assertThat(all(file)).containsExactly(new Row(1, List.of("a", "b")), new Row(5, List.of("", "", "7")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZ1\"><v>1</v></c></row>",
                "<row r=\"1048577\"><c><v>1</v></c></row>",
                "<row r=\"99999999999\"><c><v>1</v></c></row>",
                "<row r=\"0\"><c><v>1</v></c></row>"
            })
    void refusesCellsBeyondTheLargestSheet(String rows) throws Exception {
        assertThat(all(book(rows, "")))
                .singleElement()
                .satisfies(row -> assertThat(row.problem())
                        .extracting(Problem::what)
                        .asString()
                        .contains("1048576"));
    }

    @Test
    void acceptsTheLastCellOfTheLargestSheet() throws Exception {
        List<Row> rows = all(book("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", ""));
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.cells()).hasSize(16_384));
    }

    @Test
    void readsSharedTextsOnlyAsFarAsCellsReferToThem() throws Exception {
        // The table is damaged after the texts that are needed, which is detected when a later one is read.
        Path file = book(
                "<row r=\"1\"><c t=\"s\"><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>19000</v></c></row>",
                "<si><t>a</t></si>".repeat(9_000) + "<si><t>cut");
        assertThat(all(file))
                .satisfiesExactly(
                        row -> assertThat(row).isEqualTo(new Row(1, List.of("a"))),
                        row -> assertThat(row.problem()).isNotNull());
    }

    @Test
    void reportsATextThatTheTableDoesNotHave() throws Exception {
        assertUnreadable(book("<row r=\"1\"><c t=\"s\"><v>1</v></c></row>", "<si><t>a</t></si>"), "damaged");
        assertUnreadable(book("<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>", "<si><t>a</t></si>"), "damaged");
    }

    @Test
    void neverWritesToTheFile() throws Exception {
        Path file = book("<row r=\"1\"><c><v>1</v></c></row>", "");
        byte[] content = Files.readAllBytes(file);
        byte[] broken = new String(content, ISO_8859_1)
                .replace("[Content_Types]", "[Content_Tipes]")
                .getBytes(ISO_8859_1);
        Files.write(file, broken);
        all(file);
        assertThat(file).hasBinaryContent(broken);
    }

    /** A workbook as other programs write it, with the given XML of its rows and shared texts. */
    private Path book(String rows, String texts) throws IOException {
        Path file = folder.resolve("raw.xlsx");
        String type = " Type=\"http://x/relationships/";
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            part(zip, "[Content_Types].xml", "<Types/>");
            part(
                    zip,
                    "_rels/.rels",
                    "<R><Relationship Id=\"r1\"" + type + "officeDocument\" Target=\"/book/w.xml\"/></R>");
            part(
                    zip,
                    "book/_rels/w.xml.rels",
                    "<R><Relationship Id=\"r1\"" + type + "worksheet\" Target=\"sheet.xml\"/>"
                            + "<Relationship Id=\"r2\"" + type
                            + "sharedStrings\" Target=\"/book/sharedStrings.xml\"/></R>");
            part(zip, "book/w.xml", "<workbook><sheets><sheet name=\"s\" id=\"r1\"/></sheets></workbook>");
            part(zip, "book/sharedStrings.xml", "<sst>" + texts + (texts.endsWith("cut") ? "" : "</sst>"));
            part(zip, "book/sheet.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
        }
        return file;
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
    }

    private List<Row> all(Path file) throws IOException {
        try (RecordReader records = open(file, null)) {
            return Workbooks.all(records);
        }
    }
}
