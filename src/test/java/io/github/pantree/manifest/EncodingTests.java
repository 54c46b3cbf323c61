package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodingTests {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String TEXT = "路径,备注\n/商品/图片,说明\n";

    /** The size of {@link Encoding}'s buffer in bytes. */
    private static final int BUFFER = 1 << 16;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "EFBBBF, UTF-8, 3",
        "FFFE, UTF-16LE, 2",
        "FEFF, UTF-16BE, 2",
        "FFFE0000, UTF-32LE, 4",
        "0000FEFF, UTF-32BE, 4"
    })
    void believesTheByteOrderMarkAndSkipsIt(String mark, String charset, int length) throws Exception {
        Path file = file(HexFormat.of().parseHex(mark), TEXT.getBytes(charset));
        Encoding encoding = detect(file, ManifestOptions.AUTO_DETECT);
        assertThat(encoding).isEqualTo(new Encoding(Charset.forName(charset), length, -1));
        assertThat(text(encoding, file)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UTF-8", "GB18030, GB18030", "GBK, GB18030", "UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE"})
    void detectsTheCharsetWithoutAMark(String written, String detected) throws Exception {
        Path file = file(TEXT.getBytes(written));
        Encoding encoding = detect(file, ManifestOptions.AUTO_DETECT);
        assertThat(encoding).isEqualTo(new Encoding(Charset.forName(detected), 0, -1));
        assertThat(text(encoding, file)).isEqualTo(TEXT);
    }

    @Test
    void detectsUtf8ForAnEmptyFileAndPlainAscii() throws Exception {
        assertThat(detect(file(), ManifestOptions.AUTO_DETECT)).isEqualTo(new Encoding(UTF_8, 0, -1));
        assertThat(detect(file("a".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT))
                .isEqualTo(new Encoding(UTF_8, 0, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EF", "EFBB", "FF", "FE", "0000FE"})
    void ignoresAnIncompleteMark(String bytes) throws Exception {
        assertThat(detect(file(HexFormat.of().parseHex(bytes)), ManifestOptions.AUTO_DETECT)
                        .bomLength())
                .isZero();
    }

    @Test
    void detectsUtf16WhoseZerosAreFewByItsMalformedUtf8() throws Exception {
        String few = "图片说明文字".repeat(20) + "\n";
        assertThat(detect(file(few.getBytes(UTF_16LE)), ManifestOptions.AUTO_DETECT))
                .isEqualTo(new Encoding(UTF_16LE, 0, -1));
        assertThat(detect(file(few.getBytes(UTF_16BE)), ManifestOptions.AUTO_DETECT))
                .isEqualTo(new Encoding(UTF_16BE, 0, -1));
    }

    @Test
    void detectsUtf8ForTextWithASingleZero() throws Exception {
        assertThat(detect(file("path\n/a\0bcdefghijk\n".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT))
                .isEqualTo(new Encoding(UTF_8, 0, -1));
    }

    @Test
    void needsMoreThanAnEighthOfZerosForUtf16() throws Exception {
        assertThat(detect(file("abcdefg\0".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT)
                        .charset())
                .isEqualTo(UTF_8);
        assertThat(detect(file("abcd\0\0gh".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT)
                        .charset())
                .as("zeros at even and at odd places")
                .isEqualTo(UTF_8);
        assertThat(detect(file("abc\0e\0gh".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT)
                        .charset())
                .isEqualTo(UTF_16LE);
    }

    @Test
    void needsFourBytesForUtf16WithoutAMark() throws Exception {
        assertThat(detect(file("a\0".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT)
                        .charset())
                .isEqualTo(UTF_8);
        assertThat(detect(file("a\0b\0".getBytes(UTF_8)), ManifestOptions.AUTO_DETECT)
                        .charset())
                .isEqualTo(UTF_16LE);
    }

    @Test
    void keepsDamagedUtf8AsUtf8AndFindsTheDamage() throws Exception {
        byte[] start = "path\n/商品图片\n/".getBytes(UTF_8);
        Path file = file(start, new byte[] {(byte) 0xE5, '\n'});
        assertThat(detect(file, ManifestOptions.AUTO_DETECT)).isEqualTo(new Encoding(UTF_8, 0, start.length));
    }

    @Test
    void findsACharacterThatIsCutOffAtTheEnd() throws Exception {
        byte[] start = "path\n/商品图片".getBytes(UTF_8);
        Path file = file(start, new byte[] {(byte) 0xE5, (byte) 0x95});
        assertThat(detect(file, ManifestOptions.AUTO_DETECT)).isEqualTo(new Encoding(UTF_8, 0, start.length));
    }

    @Test
    void usesTheCharsetThatDecodesMoreForDamagedText() throws Exception {
        byte[] gbk = "path\n/商品图片说明\n/".getBytes(GB18030);
        assertThat(detect(file(gbk, new byte[] {(byte) 0xFF, '\n'}), ManifestOptions.AUTO_DETECT))
                .isEqualTo(new Encoding(GB18030, 0, gbk.length));
        byte[] ascii = "path\n/a".getBytes(UTF_8);
        assertThat(detect(file(ascii, new byte[] {(byte) 0xFF, '\n'}), ManifestOptions.AUTO_DETECT))
                .as("both end at the same byte")
                .isEqualTo(new Encoding(UTF_8, 0, ascii.length));
    }

    @Test
    void readsCharactersThatLieAcrossTwoReads() throws Exception {
        String text = "x".repeat(BUFFER - 1) + "商" + "y".repeat(BUFFER) + "\n";
        Path file = file(text.getBytes(UTF_8));
        Encoding encoding = detect(file, ManifestOptions.AUTO_DETECT);
        assertThat(encoding).isEqualTo(new Encoding(UTF_8, 0, -1));
        assertThat(text(encoding, file)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {BUFFER - 1, BUFFER, 2 * BUFFER + 5})
    void countsTheBytesBeforeDamageOverSeveralReads(int before) throws Exception {
        Path file = file("x".repeat(before).getBytes(UTF_8), new byte[] {(byte) 0xFF});
        assertThat(detect(file, ManifestOptions.AUTO_DETECT)).isEqualTo(new Encoding(UTF_8, 0, before));
    }

    @Test
    void countsTheMarkAmongTheBytesBeforeDamage() throws Exception {
        Path file = file(HexFormat.of().parseHex("EFBBBF"), "path\n".getBytes(UTF_8), new byte[] {(byte) 0xFF, '\n'});
        assertThat(detect(file, ManifestOptions.AUTO_DETECT)).isEqualTo(new Encoding(UTF_8, 3, 8));
    }

    @Test
    void usesTheCharsetThatIsRequested() throws Exception {
        Path file = file("path\n/圖片\n".getBytes("Big5"));
        Encoding encoding = detect(file, TestOptions.encoding("Big5"));
        assertThat(encoding).isEqualTo(new Encoding(Charset.forName("Big5"), 0, -1));
        assertThat(text(encoding, file)).isEqualTo("path\n/圖片\n");
    }

    @Test
    void findsDamageInTheCharsetThatIsRequested() throws Exception {
        Path file = file("path\n".getBytes(UTF_8), new byte[] {(byte) 0x80});
        assertThat(detect(file, TestOptions.encoding("US-ASCII")).firstMalformedByte())
                .isEqualTo(5);
    }

    @Test
    void skipsTheMarkOfTheRequestedCharsetOnly() throws Exception {
        Path utf8 = file(HexFormat.of().parseHex("EFBBBF"), TEXT.getBytes(UTF_8));
        assertThat(detect(utf8, TestOptions.encoding("utf-8"))).isEqualTo(new Encoding(UTF_8, 3, -1));
        assertThat(detect(utf8, TestOptions.encoding("ISO-8859-1")))
                .isEqualTo(new Encoding(Charset.forName("ISO-8859-1"), 0, -1));
    }

    @Test
    void readsTheByteOrderOfRequestedUtf16FromTheMark() throws Exception {
        Path little = file(HexFormat.of().parseHex("FFFE"), TEXT.getBytes(UTF_16LE));
        assertThat(detect(little, TestOptions.encoding("UTF-16"))).isEqualTo(new Encoding(UTF_16LE, 2, -1));
        Path bare = file(TEXT.getBytes(UTF_16BE));
        Encoding encoding = detect(bare, TestOptions.encoding("UTF-16"));
        assertThat(encoding).isEqualTo(new Encoding(Charset.forName("UTF-16"), 0, -1));
        assertThat(text(encoding, bare)).isEqualTo(TEXT);
    }

    @Test
    void refusesToOpenAFileThatIsShorterThanItsMark() throws Exception {
        Path file = file(new byte[] {1, 2});
        assertThatThrownBy(() -> new Encoding(UTF_8, 3, -1).open(Files.newInputStream(file)))
                .isInstanceOf(EOFException.class);
        assertThat(text(new Encoding(UTF_8, 2, -1), file)).isEmpty();
    }

    @Test
    void replacesMalformedBytes() throws Exception {
        Path file = file("a".getBytes(UTF_8), new byte[] {(byte) 0xFF}, "b".getBytes(UTF_8));
        assertThat(text(new Encoding(UTF_8, 0, 1), file)).isEqualTo("a\uFFFDb");
    }

    /** The bytes are a, LF, b, CR, LF, c, CR, d. */
    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2", "3,2", "4,3", "5,3", "6,3", "7,4", "99,4"})
    void findsTheLineOfTheDamageForEveryLineEnd(long flaw, long line) throws Exception {
        Path file = file("a\nb\r\nc\rd".getBytes(UTF_8));
        assertThat(new Encoding(UTF_8, 0, flaw).malformedLine(file)).isEqualTo(line);
    }

    @Test
    void findsTheLineOfDamageBehindTheFirstRead() throws Exception {
        String text = "x".repeat(BUFFER - 1) + "\r\n" + "y\n";
        Path file = file(text.getBytes(UTF_8));
        assertThat(new Encoding(UTF_8, 0, BUFFER).malformedLine(file)).isEqualTo(2);
        assertThat(new Encoding(UTF_8, 0, BUFFER + 1).malformedLine(file)).isEqualTo(2);
        assertThat(new Encoding(UTF_8, 0, BUFFER + 3).malformedLine(file)).isEqualTo(3);
    }

    private Path file(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        return Files.write(folder.resolve("manifest.csv"), bytes.toByteArray());
    }

    private static Encoding detect(Path file, ManifestOptions options) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return EncodingDetector.detect(in, options);
        }
    }

    private static String text(Encoding encoding, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = encoding.open(Files.newInputStream(file))) {
            reader.transferTo(text);
        }
        return text.toString();
    }
}
