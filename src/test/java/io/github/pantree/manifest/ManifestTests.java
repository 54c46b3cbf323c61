package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.manifest.ManifestRow.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTests {

    @TempDir
    private Path folder;

    @Test
    void namesTheParentsOfAPath() throws Exception {
        assertThat(rows("path\n/2026/Q1/banner\n").get(0).entries())
                .containsExactly(
                        new Entry(2L, "/2026/Q1/banner", "/2026/Q1", "banner"),
                        new Entry(null, "/2026/Q1", "/2026", "Q1"),
                        new Entry(null, "/2026", "", "2026"));
    }

    @Test
    void takesPathsInEveryWriting() throws Exception {
        List<ManifestRow> rows = rows("\uFEFFPath\n/a/b\na/b\n\\a\\b\n/a/b/\n");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.entries().get(0).key()).isEqualTo("/a/b"));
    }

    @Test
    void readsTreesAndLevels() throws Exception {
        assertThat(rows("Key, PARENT KEY ,Name,owner\nn7,n3,banner,me\n").get(0).entries())
                .containsExactly(new Entry(2L, "n7", "n3", "banner"));
        assertThat(rows("level1,level2,level3\n2026,Q1,\n").get(0).entries().get(0))
                .isEqualTo(new Entry(2L, "/2026/Q1", "/2026", "Q1"));
        assertThat(rows("level1,level2,level3\n2026,,x\n").get(0).problems()).hasSize(1);
    }

    @Test
    void countsLinesThroughBlankLinesAndBreaksInCells() throws Exception {
        List<ManifestRow> rows = rows("path,note\n\n/a,\"one\ntwo\"\n,\n/b,x\n");
        assertThat(rows).extracting(ManifestRow::line).containsExactly(3L, 6L);
        assertThat(rows.get(0).cells()).containsExactly("/a", "one\ntwo");
    }

    @Test
    void tellsEveryProblemOfARow() throws Exception {
        assertThat(rows("path\n/a:b//c?\n").get(0).problems())
                .extracting(Problem::value)
                .containsExactly("a:b", "", "c?");
    }

    @Test
    void tellsOfRaggedRowsAndOpenQuotes() throws Exception {
        List<ManifestRow> rows = rows("path,note\n/a\n/b,x,,\n/c,x,y\n/d,\"open\n/e,x\n");
        assertThat(rows).extracting(row -> row.problems().size()).containsExactly(1, 0, 1, 1);
        assertThat(rows.get(3).problems().get(0).line()).isEqualTo(5);
    }

    @Test
    void tellsOfBytesThatAreNotUtf8() throws Exception {
        Path file = folder.resolve("gbk.csv");
        Files.write(file, "path\n/ok\n/商品\n".getBytes("GBK"));
        List<ManifestRow> rows = rows(file);
        assertThat(rows.get(0).problems()).isEmpty();
        assertThat(rows.get(1).problems().get(0).describe("f.csv"))
                .startsWith("f.csv:3: ")
                .contains("UTF-8");
    }

    @Test
    void refusesHeadersWithoutExactlyOneShape() {
        assertThatThrownBy(() -> rows("")).isInstanceOf(InvalidManifest.class);
        assertThatThrownBy(() -> rows("folder\n/a\n")).isInstanceOf(InvalidManifest.class);
        assertThatThrownBy(() -> rows("path,level1\n")).isInstanceOf(InvalidManifest.class);
        assertThatThrownBy(() -> rows("key,name\n")).hasMessageContaining("parent_key");
        assertThatThrownBy(() -> rows("path,note,Note\n")).hasMessageContaining("twice");
    }

    private List<ManifestRow> rows(String text) throws IOException, InvalidManifest {
        Path file = folder.resolve("manifest.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return rows(file);
    }

    private static List<ManifestRow> rows(Path file) throws IOException, InvalidManifest {
        List<ManifestRow> rows = new ArrayList<>();
        try (Manifest.Rows open = Manifest.open(file).rows()) {
            for (ManifestRow row = open.next(); row != null; row = open.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
