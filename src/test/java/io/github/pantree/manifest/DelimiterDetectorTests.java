package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DelimiterDetectorTests {

    @TempDir
    private Path folder;

    @Test
    void prefersTheDelimiterUnderWhichTheHeaderNamesAShape() throws Exception {
        assertThat(delimiter("a,b,c,d;path;e\n")).isEqualTo(";");
        assertThat(delimiter("a;b;c;d\tpath\n")).isEqualTo("\t");
        assertThat(delimiter("a;b;c;d|level1|e\n")).isEqualTo("|");
        assertThat(delimiter("a;b;c;d,key,name\n")).isEqualTo(",");
    }

    @Test
    void usesTheOneWithMostCellsForAHeaderWithoutAShape() throws Exception {
        assertThat(delimiter("a,b;c;d\n")).isEqualTo(";");
        assertThat(delimiter("a|b|c;d\n")).isEqualTo("|");
    }

    @Test
    void usesTheFirstOfEquals() throws Exception {
        assertThat(delimiter("")).isEqualTo(",");
        assertThat(delimiter("path\n")).isEqualTo(",");
        assertThat(delimiter("a;b\tc\n")).isEqualTo(";");
    }

    @Test
    void prefersTheAnnouncedDelimiterToOneThatNamesAShape() throws Exception {
        assertThat(delimiter("sep=|\npath,note\n")).isEqualTo("|");
        assertThat(delimiter("SEP=\t\na;b;c\n")).isEqualTo("\t");
    }

    @Test
    void judgesTheHeaderByTheMappedColumns() throws Exception {
        ManifestOptions options = TestOptions.columns(Map.of("where", "path"));
        assertThat(delimiter("a,b,c;where\n", options)).isEqualTo(";");
        assertThat(delimiter("a,b,c;where\n")).isEqualTo(",");
    }

    @Test
    void usesTheRequestedDelimiterForAnyContent() throws Exception {
        assertThat(delimiter("path,note\n", TestOptions.delimiter("|"))).isEqualTo("|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,", "sep=;", "Sep=\t", "SEP=|"})
    void recognizesAnAnnouncement(String line) {
        assertThat(DelimiterDetector.isAnnouncement(line)).isTrue();
        assertThat(DelimiterDetector.announcesDelimiter(line, line.substring(4)))
                .isTrue();
        assertThat(DelimiterDetector.announcesDelimiter(line, ":")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sep=", "sep=:", "sep=, ", " sep=,", "path"})
    void doesNotTreatOtherLinesAsAnAnnouncement(String line) {
        assertThat(DelimiterDetector.isAnnouncement(line)).isFalse();
    }

    private String delimiter(String text) throws IOException {
        return delimiter(text, ManifestOptions.AUTO_DETECT);
    }

    private String delimiter(String text, ManifestOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.csv"), text);
        return DelimiterDetector.of(file, new Encoding(UTF_8, 0, -1), options);
    }
}
