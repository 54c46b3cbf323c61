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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties of a manifest after its header was read. */
final class ManifestHeaderTests {

    /** The number of digits that a spreadsheet program keeps. */
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
        assertRefused("\n\nnote\n", Problem.of(3, 0, "header.shape", "note", "note"));
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
    void namesTheLineThatLooksLikeTheHeader() throws Exception {
        assertRefused("2026年素材目录表,,\n\n一级目录,二级目录,负责人\n图库,A,张三\n", Problem.of(1, 1, "header.below", "2026年素材目录表,,", 3L));
        assertRefused("清单\n编号;上级编号;名称\n", Problem.of(1, 1, "header.below", "清单", 2L));
    }

    @Test
    void usesTheGivenHeaderLine() throws Exception {
        Path file = file("清单,,\n\"a\"b,,\n一级目录,二级目录,负责人\n图库,A,张三\n");
        Manifest manifest = new ManifestReader(TestOptions.headerLine(3)).open(file);
        assertThat(manifest.header()).containsExactly("一级目录", "二级目录", "负责人");
        try (Manifest.Rows rows = manifest.rows()) {
            assertThat(rows.next()).isNotNull().extracting(ManifestRow::line).isEqualTo(4L);
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void refusesALineThatDoesNotExistAsTheHeader() throws Exception {
        Path file = file("path\n/a\n");
        for (int line : new int[] {3, 99}) {
            assertThatExceptionOfType(InvalidManifestException.class)
                    .isThrownBy(() -> new ManifestReader(TestOptions.headerLine(line)).open(file))
                    .extracting(InvalidManifestException::problem)
                    .isEqualTo(Problem.of(line, 1, "header.line", "", line));
        }
    }

    @Test
    void refusesAColumnThatIsNearlyTheOneOfExistingParents() throws Exception {
        for (String column : List.of("parentdiridd", "parrentID", "parent_dri_id", "parentidd")) {
            assertRefused(
                    "path," + column + "\n/a/x,1\n",
                    Problem.of(1, 0, "header.near", "path," + column, column, "parent_dir_id"));
        }
        assertThat(open("path,parent,patient_id,pid,产品ID\n").ownColumns()).containsExactly(1, 2, 3, 4);
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
