package io.github.pantree.manifest.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts may have any name: the relationships of the package lead to them. */
final class XlsxPartsTests {

    private static final String RELATIONSHIP = "<Relationship Id=\"%s\" Type=\"t/%s\" Target=\"%s\"/>";

    private static final Map<String, String> BOOK = Map.of(
            "_rels/.rels",
            RELATIONSHIP.formatted("1", "officeDocument", "a/b.xml"),
            "a/b.xml",
            "<sheet name=\"one\" id=\"2\"/>",
            "a/_rels/b.xml.rels",
            RELATIONSHIP.formatted("2", "worksheet", "c.xml") + RELATIONSHIP.formatted("3", "styles", "styles.xml"),
            "a/styles.xml",
            "<xf/>");

    @TempDir
    private Path folder;

    private Path book(String large, String element) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : new TreeMap<>(BOOK).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(("<root>" + part.getValue()).getBytes(UTF_8));
                if (part.getKey().equals(large)) {
                    byte[] block = element.repeat(10_000).getBytes(UTF_8);
                    for (long size = 0; size <= XlsxParts.LARGEST_PART; size += block.length) {
                        zip.write(block);
                    }
                }
                zip.write("</root>".getBytes(UTF_8));
            }
        }
        return file;
    }

    @Test
    void findsPartsByTheirRelationships() throws Exception {
        try (XlsxParts parts = XlsxParts.open(book("", ""), () -> false)) {
            assertThat(parts.sheetNames()).containsExactly("one");
            assertThat(parts.sheetPart("one")).isEqualTo("a/c.xml");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "_rels/.rels, <x Type=\"t\"/>",
        "a/b.xml, <sheet name=\"x\" id=\"y\"/>",
        "a/_rels/b.xml.rels, <x/>",
        "a/styles.xml, <numFmt numFmtId=\"7\" formatCode=\"0\"/>"
    })
    void refusesPartsThatCannotBeHeldInMemory(String part, String element) throws Exception {
        Path file = book(part, element);
        assertThatThrownBy(() -> XlsxParts.open(file, () -> false))
                .hasMessageContaining(Messages.format("workbook.size", part, XlsxParts.LARGEST_PART));
    }
}
