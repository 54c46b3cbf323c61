package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pantree.manifest.workbook.Workbooks;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says about itself once its header is read. */
final class ManifestHeaderTests {

    /** Digits that a spreadsheet program keeps of a number. */
    private static final int EXACT_DIGITS = 15;

    @TempDir
    private Path folder;

    @Test
    void refusesAnEmptyFileOrOneOfBlankLines() throws Exception {
        assertRefused("", Problem.of(1, 1, "file.empty", ""));
        assertRefused("\n\n", Problem.of(1, 1, "file.empty", ""));
    }

    @Test
    void refusesAHeaderThatCannotBeRead() throws Exception {
        assertRefused("\"path\"x\n", Problem.of(1, 1, "row.stray", "\"path\"x"));
        assertRefused("\n\nnote\n", Problem.of(3, 0, "header.shape", "note"));
    }

    @Test
    void refusesAHeaderWithAFlaw() throws Exception {
        Path file = Workbooks.write(folder.resolve("m.xlsx"), book -> {
            Workbooks.row(book.createSheet(), 0, "path", 1e15);
        });
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> new ManifestReader(ManifestOptions.AUTO_DETECT).open(file))
                .extracting(InvalidManifestException::problem)
                .isEqualTo(Problem.of(1, 2, "cell.number", "1000000000000000", EXACT_DIGITS));
    }

    @Test
    void failsIfTheFileIsMissing() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> new ManifestReader(ManifestOptions.AUTO_DETECT).open(folder.resolve("none.csv")));
    }

    @Test
    void describesHowTheFileIsRead() throws Exception {
        Manifest manifest = open("\ufeffpath;note\n");
        assertThat(manifest.header()).containsExactly("path", "note");
        assertThat(manifest.format()).isEqualTo(new CsvFormat("UTF-8", true, ";"));
        assertThat(manifest.describe())
                .isEqualTo(Messages.format("manifest.reading.mark", "m.csv", "UTF-8", "\";\"", "path"));
        assertThat(open("path\n").format().byteOrderMark()).isFalse();
    }

    @Test
    void listsTheColumnsThatBelongToTheUser() throws Exception {
        assertThat(open("note,path,parent_dir_id,owner\n").ownColumns()).containsExactly(0, 3);
        assertThat(open("path\n").ownColumns()).isEmpty();
    }

    @Test
    void ignoresTheErrorColumnOfRejects() throws Exception {
        Manifest rejects = open("path,'=note,error\n");
        assertThat(rejects.header()).containsExactly("path", "=note", "error");
        assertThat(rejects.ownColumns()).containsExactly(1);
        Manifest other = open("error,'=note,path\n");
        assertThat(other.header()).containsExactly("error", "'=note", "path");
        assertThat(other.ownColumns()).containsExactly(0, 1);
    }

    @Test
    void hasKeysAndAParentColumnOnlyAsATree() throws Exception {
        Manifest tree = open("key,name,parent_key\n");
        assertThat(tree.parentColumn()).isEqualTo(3);
        Manifest path = open("path\n");
        assertThat(path.parentColumn()).isZero();
    }

    @Test
    void hashesTheBytesOfTheFile() throws Exception {
        Path file = file("path\n/a\n");
        assertThat(new ManifestReader(ManifestOptions.AUTO_DETECT).contentHash(file))
                .isEqualTo(sha256("path\n/a\n".getBytes(UTF_8)));
    }

    @Test
    void hashesTheOptionsOverTheHashOfTheBytes() throws Exception {
        Path file = file("path\n/a\n");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] content = digest.digest("path\n/a\n".getBytes(UTF_8));
        digest.update(content);
        String expected = HexFormat.of()
                .formatHex(digest.digest(TestOptions.trim().fingerprint().getBytes(UTF_8)));
        assertThat(new ManifestReader(TestOptions.trim()).contentHash(file)).isEqualTo(expected);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void assertRefused(String text, Problem problem) throws IOException {
        Path file = file(text);
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> new ManifestReader(ManifestOptions.AUTO_DETECT).open(file))
                .extracting(InvalidManifestException::problem)
                .isEqualTo(problem);
    }

    private Manifest open(String text) throws Exception {
        return new ManifestReader(ManifestOptions.AUTO_DETECT).open(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("m.csv"), text);
    }
}
