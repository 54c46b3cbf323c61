package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Problem;
import io.github.pantree.support.Problem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTests {

    @TempDir
    private Path folder;

    @Test
    void namesTheParentsOfAPath() throws Exception {
        assertThat(rows("path\n/2026/Q1/banner\n").get(0).entries())
                .containsExactly(
                        new FolderRequest(2L, 1, 1, "/2026/Q1/banner", "/2026/Q1", "banner", null),
                        new FolderRequest(null, 1, 1, "/2026/Q1", "/2026", "Q1", null),
                        new FolderRequest(null, 1, 1, "/2026", "", "2026", null));
    }

    @Test
    void acceptsPathsInEveryNotation() throws Exception {
        List<ManifestRow> rows = rows("\uFEFFPath\n/a/b\na/b\n\\a\\b\n/a/b/\n");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.entries().get(0).key()).isEqualTo("/a/b"));
    }

    @Test
    void readsTreesAndLevels() throws Exception {
        assertThat(rows("Key, PARENT KEY ,Name,owner\nn7,n3,banner,me\n").get(0).entries())
                .containsExactly(new FolderRequest(2L, 3, 1, "n7", "n3", "banner", null));
        assertThat(rows("level1,level2,level3\n2026,Q1,\n").get(0).entries().get(0))
                .isEqualTo(new FolderRequest(2L, 2, 2, "/2026/Q1", "/2026", "Q1", null));
        assertThat(rows("level1,level2,level3\n2026,,x\n").get(0).problems()).hasSize(1);
    }

    @Test
    void countsLinesThroughBlankLinesAndBreaksInCells() throws Exception {
        List<ManifestRow> rows = rows("path,note\n\n/a,\"one\ntwo\"\n,\n/b,x\n");
        assertThat(rows).extracting(ManifestRow::line).containsExactly(3L, 6L);
        assertThat(rows.get(0).cells()).containsExactly("/a", "one\ntwo");
    }

    @Test
    void reportsEveryProblemOfARow() throws Exception {
        assertThat(rows("path\n/a:b//c?\n").get(0).problems())
                .extracting(Problem::value)
                .containsExactly("a:b", "/a:b//c?", "c?");
    }

    @Test
    void reportsRaggedRowsAndOpenQuotes() throws Exception {
        List<ManifestRow> rows = rows("path,note\n/a\n/b,x,,\n/c,x,y\n/d,\"open\n/e,x\n");
        assertThat(rows).extracting(row -> row.problems().size()).containsExactly(1, 0, 1, 1, 0);
        assertThat(rows.get(3).problems().get(0).describe("m.csv")).startsWith("m.csv:5:2: a quote is opened here");
        assertThat(rows.get(4).line()).as("the rows behind it are read").isEqualTo(6);
    }

    @Test
    void reportsTextAfterAQuoteAndReadsTheFollowingRows() throws Exception {
        List<ManifestRow> rows = rows("path,note\n\"/a\"b,1\n/c,\"two\nlines\"\n/d,\"x\n/e,\"y\"\n");
        assertThat(rows).extracting(ManifestRow::line).containsExactly(2L, 3L, 5L, 6L);
        assertThat(rows.get(0).problems().get(0).describe("m.csv"))
                .startsWith("m.csv:2:1: there is text after the closing quote");
        assertThat(rows.get(1).problems()).isEmpty();
        assertThat(rows.get(2).problems().get(0).describe("m.csv")).startsWith("m.csv:5:2: a quote is opened here");
        assertThat(rows.get(3).problems()).isEmpty();
    }

    @Test
    void doesNotReadDamagedUtf8AsGb18030() throws Exception {
        Path file = folder.resolve("damaged.csv");
        byte[] bytes = "path\n/文件夹\n".getBytes(StandardCharsets.UTF_8);
        // Without the last byte of the last character.
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        cut[cut.length - 1] = '\n';
        Files.write(file, cut);
        assertThat(new ManifestReader(ManifestOptions.AUTO_DETECT)
                        .open(file)
                        .format()
                        .encoding())
                .isEqualTo("UTF-8");
        assertThat(rows(file)).flatExtracting(ManifestRow::problems).isNotEmpty();
    }

    @Test
    void reportsARemovedApostrophe() throws Exception {
        List<ManifestRow> rows = rows("path,error\n'=a,\n/b,old\n");
        assertThat(rows.get(0).entries().get(0).name()).isEqualTo("=a");
        assertThat(rows.get(0).problems()).extracting(Problem::severity).containsExactly(Severity.CHANGE);
        assertThat(rows.get(1).problems()).isEmpty();
    }

    @Test
    void skipsLinesOfWhitespace() throws Exception {
        assertThat(rows("path,note\n  \n/a,x\n").get(0).line()).isEqualTo(3);
        assertThat(rows("path\n  \n/a\n").get(0).line()).isEqualTo(3);
    }

    @Test
    void warnsOfInvisibleCharacters() throws Exception {
        Problem problem = rows("path\n/a\u200b\n").get(0).problems().get(0);
        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
        assertThat(problem.what()).endsWith("U+200B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void detectsUtf16ByDelimitersOrByteOrderMark(String charset) throws Exception {
        String mark = charset.startsWith("UTF-32") ? "\ufeff" : "";
        Path file = folder.resolve("wide.csv");
        Files.write(file, (mark + "路径\n/商品/图片说明文字\n").getBytes(charset));
        assertThat(rows(file).get(0).entries().get(0).key()).isEqualTo("/商品/图片说明文字");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void detectsTheEncoding(String charset) throws Exception {
        Path file = folder.resolve("encoded.csv");
        Files.write(file, "路径,备注\n/商品/图片,说明\n".getBytes(charset));
        List<ManifestRow> rows = rows(file);
        assertThat(rows.get(0).entries().get(0).key()).isEqualTo("/商品/图片");
        assertThat(rows.get(0).cells().get(1)).isEqualTo("说明");
    }

    @Test
    void usesTheConfiguredEncoding() throws Exception {
        Path file = folder.resolve("big5.csv");
        Files.write(file, "path\n/圖片\n".getBytes("Big5"));
        ManifestOptions options = new ManifestOptions("Big5", null, null, Map.of(), false, null, null);
        assertThat(rows(file, options).get(0).entries().get(0).name()).isEqualTo("圖片");
        assertThatThrownBy(() -> new ManifestOptions("UTF-99", null, null, Map.of(), false, null, null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("UTF-99");
    }

    @Test
    void reportsMalformedBytes() throws Exception {
        Path file = folder.resolve("bytes.csv");
        byte[] text = "path\n/ok\n/商品x\n".getBytes("GBK");
        text[text.length - 3] = (byte) 0xFF;
        Files.write(file, text);
        assertThat(rows(file).stream()
                        .flatMap(row -> row.problems().stream())
                        .map(problem -> problem.describe("f.csv")))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("f.csv:3:1: ").contains("GB18030"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void detectsTheDelimiter(String delimiter) throws Exception {
        String header = String.join(delimiter, "备注", "path", "其他");
        List<ManifestRow> rows = rows(header + "\n" + String.join(delimiter, "x", "/a/b", "y") + "\n");
        assertThat(rows.get(0).entries().get(0).key()).isEqualTo("/a/b");
        assertThat(rows.get(0).cells()).containsExactly("x", "/a/b", "y");
    }

    @Test
    void usesTheDelimiterThatTheFirstLineNames() throws Exception {
        List<ManifestRow> rows = rows("sep=;\r\npath;a,b\r\n/x;y\r\n");
        assertThat(rows.get(0).entries().get(0).key()).isEqualTo("/x");
        assertThat(rows.get(0).line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void acceptsEveryLineEnd(String end) throws Exception {
        List<ManifestRow> rows = rows(String.join(end, "path,note", "/a,\"one", "two\"", "", "/b,x"));
        assertThat(rows).extracting(ManifestRow::line).containsExactly(2L, 5L);
        assertThat(rows.get(0).cells()).containsExactly("/a", "one" + end + "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"路径", "目录", "文件夹路径", " 路 径 ", "Folder Path", "PATH"})
    void recognizesColumnsByTheirNames(String name) throws Exception {
        assertThat(rows(name + ",编号\n/a,1\n").get(0).entries().get(0).key()).isEqualTo("/a");
    }

    @Test
    void recognizesChineseColumnsOfTreesAndLevels() throws Exception {
        assertThat(rows("编号,上级编号,目录名\n1,,商品\n").get(0).entries())
                .containsExactly(new FolderRequest(2L, 3, 1, "1", "", "商品", null));
        assertThat(rows("一级目录,二级目录,三级目录\n商品,图片,\n").get(0).entries().get(0).key())
                .isEqualTo("/商品/图片");
    }

    @Test
    void acceptsMappedColumns() throws Exception {
        ManifestOptions options = new ManifestOptions(null, null, null, Map.of("素材位置", "path"), false, null, null);
        Path file = Files.writeString(folder.resolve("m.csv"), "素材位置,目录\n/a/b,own\n");
        assertThat(rows(file, options).get(0).entries().get(0).key()).isEqualTo("/a/b");
        assertThatThrownBy(() -> rows(Files.writeString(file, "path\n/a\n"), options))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("素材位置");
        assertThatThrownBy(() -> new ManifestOptions(null, null, null, Map.of("a", "pfad"), false, null, null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pfad");
    }

    @Test
    void changesNamesOnlyIfConfiguredAndListsTheChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("m.csv"), "level1,level2\n a ,e\u0301\n");
        assertThat(rows(file).get(0).problems()).hasSize(1);
        ManifestRow row = rows(file, new ManifestOptions(null, null, null, Map.of(), true, "nfc", null))
                .get(0);
        assertThat(row.entries().get(0).key()).isEqualTo("/a/é");
        assertThat(row.problems()).extracting(Problem::severity).containsExactly(Severity.CHANGE, Severity.CHANGE);
    }

    @Test
    void reportsTheCellOfEachProblem() throws Exception {
        assertThat(rows("level1,note,level2,level3\na,x,,c\n").get(0).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.describe("m.csv")).startsWith("m.csv:2:3: a level before"));
    }

    @Test
    void reportsAnEndlessLine() throws Exception {
        List<ManifestRow> rows = rows("path\n/" + "x".repeat(3_000_000) + "\n/b\n");
        assertThat(rows.get(0).problems()).hasSize(1);
        assertThat(rows.get(1).line()).isEqualTo(3);
    }

    @Test
    void unescapesItsOwnRejects() throws Exception {
        assertThat(rows("path,error\n'=1+1,\n").get(0).entries().get(0).name()).isEqualTo("=1+1");
        assertThat(rows("path,note\n'=1+1,\n").get(0).entries().get(0).name()).isEqualTo("'=1+1");
    }

    @Test
    void refusesHeadersWithoutExactlyOneShape() {
        assertThatThrownBy(() -> rows("")).isInstanceOf(InvalidManifestException.class);
        assertThatThrownBy(() -> rows("folder\n/a\n")).isInstanceOf(InvalidManifestException.class);
        assertThatThrownBy(() -> rows("path,level1\n")).isInstanceOf(InvalidManifestException.class);
        assertThatThrownBy(() -> rows("key,name\n")).hasMessageContaining("parent_key");
        assertThatThrownBy(() -> rows("path,note,Path\n")).hasMessageContaining("two columns");
    }

    @Test
    void refusesAGapBetweenLevels() throws Exception {
        assertThatThrownBy(() -> rows("level1,level3\na,b\n"))
                .isInstanceOfSatisfying(
                        InvalidManifestException.class,
                        e -> assertThat(e.problem().what()).isEqualTo("a level column is missing"));
    }

    @Test
    void acceptsExistingFoldersAsParents() throws Exception {
        assertThat(rows("path,parent_dir_id\n/a/b,D1=\n").get(0).entries())
                .containsExactly(
                        new FolderRequest(2L, 1, 1, "D1=:/a/b", "D1=:/a", "b", null),
                        new FolderRequest(null, 1, 1, "D1=:/a", "\u0001D1=", "a", "D1="));
        assertThat(rows("level1,level2,parent_dir_id\na,,D1=\n").get(0).entries())
                .containsExactly(new FolderRequest(2L, 1, 1, "D1=:/a", "\u0001D1=", "a", "D1="));
        assertThat(rows("key,parent_key,name,上级dirID\nk,,a,D1=\n").get(0).entries())
                .containsExactly(new FolderRequest(2L, 3, 1, "k", "\u0001D1=", "a", "D1="));
    }

    @Test
    void refusesTwoParentsAndInvalidDirIds() throws Exception {
        assertThat(rows("key,parent_key,name,parent_dir_id\nk,p,a,D1=\n").get(0).problems())
                .extracting(Problem::what)
                .containsExactly("the row has two parents; its parent_key is \"p\"");
        assertThat(rows("path,parent_dir_id\n/a,D 1\n").get(0).problems())
                .extracting(Problem::what)
                .containsExactly("the parent_dir_id is not a valid dirID");
    }

    private List<ManifestRow> rows(String text) throws IOException, InvalidManifestException {
        Path file = folder.resolve("manifest.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return rows(file);
    }

    private static List<ManifestRow> rows(Path file) throws IOException, InvalidManifestException {
        return rows(file, ManifestOptions.AUTO_DETECT);
    }

    private static List<ManifestRow> rows(Path file, ManifestOptions options)
            throws IOException, InvalidManifestException {
        return TestRows.of(new ManifestReader(options).open(file));
    }
}
