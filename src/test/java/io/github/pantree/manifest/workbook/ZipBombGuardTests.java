package io.github.pantree.manifest.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ZipBombGuardTests {

    private static final int LONGEST_TEXT = 1_000_000;
    /** A small limit for these tests, which compress the data themselves. */
    private static final int SMALL_PART = 4_000_000;

    /** The size of the guard's buffer in bytes. */
    private static final int BUFFER = 1 << 16;

    @TempDir
    private Path folder;

    @Test
    void acceptsTheLongestTextAndRefusesAByteMore() throws Exception {
        String longest = "<t>" + "x".repeat(LONGEST_TEXT - 2);
        assertAccepted("xl/sheet1.xml", longest + "<" + "x".repeat(LONGEST_TEXT));
        assertRefused("xl/sheet1.xml", longest + "x</t>", "text", LONGEST_TEXT);
    }

    @Test
    void refusesADeclaration() throws Exception {
        assertAccepted("xl/sheet1.xml", "<a>!</a>");
        assertRefused("xl/sheet1.xml", "<!DOCTYPE x>", "declaration");
    }

    @Test
    void refusesADeclarationThatLiesAcrossTwoReads() throws Exception {
        assertRefused("xl/sheet1.xml", "x".repeat(BUFFER - 1) + "<!ENTITY>", "declaration");
    }

    @Test
    void refusesALargePartOfEqualRows() throws Exception {
        String rows = "<row><v>1</v></row>".repeat(SMALL_PART / 19);
        assertAccepted("xl/worksheets/sheet1.xml", rows);
        assertRefused("xl/worksheets/sheet1.xml", rows + rows, "expansion", 200);
    }

    @Test
    void acceptsALargePartOfNumberedRows() throws Exception {
        String rows = IntStream.range(0, SMALL_PART / 15)
                .mapToObj(i -> "<row r=\"" + i + "\"><c r=\"A" + i + "\"/></row>")
                .collect(Collectors.joining());
        assertAccepted("xl/worksheets/sheet1.xml", rows);
    }

    @Test
    void ignoresOtherParts() throws Exception {
        assertAccepted("xl/media/image1.png", "<!" + "x".repeat(LONGEST_TEXT + 1));
    }

    @Test
    void checksEveryPart() throws Exception {
        Path file = folder.resolve("book.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, "a.xml", "<a/>");
            write(zip, "b.rels", "<!b>");
        }
        assertThatThrownBy(() -> new ZipBombGuard(SMALL_PART).checkParts(file, () -> false))
                .isInstanceOf(UnreadableWorkbookException.class)
                .hasMessage(Messages.format("workbook.declaration", "b.rels"));
    }

    @Test
    void refusesOtherFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("book.xlsx"), "PK\u0003\u0004 and no more");
        assertThatThrownBy(() -> new ZipBombGuard(SMALL_PART).checkParts(file, () -> false))
                .isInstanceOf(ZipException.class);
    }

    private void assertAccepted(String part, String content) throws IOException {
        Path file = archive(part, content);
        assertThatCode(() -> new ZipBombGuard(SMALL_PART).checkParts(file, () -> false))
                .doesNotThrowAnyException();
    }

    private void assertRefused(String part, String content, String key, Object... values) throws IOException {
        Path file = archive(part, content);
        Object[] all = new Object[values.length + 1];
        all[0] = part;
        System.arraycopy(values, 0, all, 1, values.length);
        assertThatThrownBy(() -> new ZipBombGuard(SMALL_PART).checkParts(file, () -> false))
                .isInstanceOf(UnreadableWorkbookException.class)
                .hasMessage(Messages.format("workbook." + key, all));
    }

    private Path archive(String part, String content) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            write(zip, part, content);
        }
        return file;
    }

    private static void write(ZipOutputStream zip, String part, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(part));
        zip.write(content.getBytes(UTF_8));
    }
}
