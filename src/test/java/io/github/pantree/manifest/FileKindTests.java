package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileKindTests {

    private static final String HTML = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body><table>"
            + "<tr><td>path</td></tr><tr><td>/图库</td></tr></table></body></html>";

    @TempDir
    private Path folder;

    @Test
    void namesHtmlThatIsCalledAWorkbook() throws Exception {
        assertKind("webPage", HTML.getBytes(UTF_8));
        assertKind("webPage", ("\r\n<!DOCTYPE html>" + HTML).getBytes(Charset.forName("GBK")));
        assertKind("webPage", ("\ufeff" + HTML).getBytes(UTF_16LE));
        assertKind("webPage", "<table border=1>\n<tr><td>a,b</td></tr></table>".getBytes(UTF_8));
        assertKind("webPage", "MIME-Version: 1.0\nContent-Type: multipart/related\n".getBytes(UTF_8));
        assertKind(
                "xmlSpreadsheet",
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                        .getBytes(UTF_8));
    }

    @Test
    void namesArchivesByTheirParts() throws Exception {
        assertKind("otherSpreadsheet", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"));
        assertKind("document", zip("mimetype", "application/vnd.oasis.opendocument.text"));
        assertKind("document", zip("[Content_Types].xml", "<x/>", "word/document.xml", "<x/>"));
        assertKind("document", zip("[Content_Types].xml", "<x/>", "ppt/presentation.xml", "<x/>"));
        assertKind("binaryWorkbook", zip("[Content_Types].xml", "<x/>", "xl/workbook.bin", "x"));
        assertKind("archive", zip("a.csv", "path", "b.csv", "path"));
        assertKind("archive", zip());
    }

    @Test
    void namesCompressedFilesImagesAndDocuments() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("path\n/a\n".getBytes(UTF_8));
        }
        assertKind("archive", bytes.toByteArray());
        assertKind("archive", new byte[] {'R', 'a', 'r', '!', 26, 7, 1, 0});
        assertKind("image", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0});
        assertKind("document", "%PDF-1.7\n1 0 obj".getBytes(UTF_8));
        assertKind("json", "[{\"path\": \"/a\"}]".getBytes(UTF_8));
    }

    @Test
    void namesEncryptedAndBinaryFiles() throws Exception {
        byte[] noise = new byte[3_000];
        new Random(7).nextBytes(noise);
        noise[0] = 'x';
        assertKind("binary", noise);
        byte[] head = "%TSD-Header-###%".getBytes(UTF_8);
        System.arraycopy(head, 0, noise, 0, head.length);
        assertKind("encrypted", noise);
        noise[0] = 'b';
        System.arraycopy("\u0014#e-LOCK".getBytes(UTF_8), 0, noise, 0, 8);
        assertKind("encrypted", noise);
    }

    @Test
    void acceptsAListWithAnError() throws Exception {
        for (String text : new String[] {"note\n/a\n", "BMW,b\n1,2\n", "<a,b\n", "[图]\n"}) {
            Path file = Files.writeString(folder.resolve("m.csv"), text);
            assertThatExceptionOfType(InvalidManifestException.class)
                    .isThrownBy(() -> new ManifestReader(ManifestOptions.AUTO_DETECT).open(file))
                    .extracting(e -> e.problem().what())
                    .isEqualTo(Problem.of(1, 0, "header.shape", "", "").what());
        }
    }

    private void assertKind(String kind, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("m.xls"), content);
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> new ManifestReader(ManifestOptions.AUTO_DETECT).open(file))
                .extracting(InvalidManifestException::problem)
                .isEqualTo(Problem.of(
                        1,
                        1,
                        "file.kind",
                        "m.xls",
                        Messages.format("kind." + kind),
                        Messages.format("kind." + kind + ".remedy")));
        assertThat(file).as("is never written to").hasBinaryContent(content);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
