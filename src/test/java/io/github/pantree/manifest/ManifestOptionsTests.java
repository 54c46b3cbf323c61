package io.github.pantree.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestOptionsTests {

    private static final ManifestOptions FULL =
            new ManifestOptions("utf-8", "tab", "folders", Map.of("b", "name", "a", "path"), true, "NFC", null);

    @Test
    void treatsBlankTextsAsAbsent() {
        assertThat(new ManifestOptions(" ", "", "\t", Map.of(), false, "", null))
                .isEqualTo(ManifestOptions.AUTO_DETECT);
        assertThat(ManifestOptions.AUTO_DETECT.charset()).isNull();
    }

    @Test
    void stripsWhatIsGiven() {
        ManifestOptions options = new ManifestOptions(" UTF-8 ", null, " a b ", Map.of(), false, " nfc ", null);
        assertThat(options.encoding()).isEqualTo("UTF-8");
        assertThat(options.charset()).isEqualTo(UTF_8);
        assertThat(options.sheet()).isEqualTo("a b");
        assertThat(options.normalize()).isEqualTo("nfc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"tab", "TAB", "\\t"})
    void acceptsNamesForATab(String name) {
        assertThat(TestOptions.delimiter(name).delimiter()).isEqualTo("\t");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void acceptsEveryDelimiter(String delimiter) {
        assertThat(TestOptions.delimiter(delimiter).delimiter()).isEqualTo(delimiter);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", " ", ",,", "\\T"})
    void refusesOtherDelimiters(String delimiter) {
        assertThatThrownBy(() -> TestOptions.delimiter(delimiter))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.delimiter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-99", "no charset", "?"})
    void refusesUnknownCharsets(String charset) {
        assertThatThrownBy(() -> TestOptions.encoding(charset))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.encoding")
                .hasMessageContaining(charset);
    }

    @Test
    void refusesOtherNormalFormsAndMeanings() {
        assertThatThrownBy(() -> TestOptions.normalize("nfd"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.normalize")
                .hasMessageContaining("nfd");
        assertThatThrownBy(() -> TestOptions.columns(Map.of("a", "path", "b", "pfad")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pfad");
    }

    @Test
    void keepsItsOwnCopyOfTheColumns() {
        Map<String, String> columns = new HashMap<>(Map.of("a", "path"));
        ManifestOptions options = TestOptions.columns(columns);
        columns.clear();
        assertThat(options.columns()).isEqualTo(Map.of("a", "path"));
    }

    @Test
    void listsOnlyThePropertiesThatAreSet() {
        assertThat(ManifestOptions.AUTO_DETECT.properties()).isEmpty();
        assertThat(FULL.properties())
                .isEqualTo(Map.of(
                        "pantree.encoding",
                        "utf-8",
                        "pantree.delimiter",
                        "\t",
                        "pantree.sheet",
                        "folders",
                        "pantree.normalize",
                        "NFC",
                        "pantree.trim",
                        "true",
                        "pantree.map",
                        "a=path\nb=name"));
    }

    @Test
    void hasNoFingerprintByDefault() {
        assertThat(ManifestOptions.AUTO_DETECT.fingerprint()).isEmpty();
    }

    @Test
    void fingerprintStaysTheSameAcrossVersions() {
        // Part of the identity of stored runs: a change would turn every run into a new one.
        assertThat(FULL.fingerprint()).isEqualTo("UTF-8\n\t\nfolders\n{a=path, b=name}\ntrue\nnfc");
        assertThat(TestOptions.trim().fingerprint()).isEqualTo("null\nnull\nnull\n{}\ntrue\nnull");
    }

    @Test
    void fingerprintDependsOnEveryOption() {
        assertThat(List.of(
                        TestOptions.encoding("GBK").fingerprint(),
                        TestOptions.delimiter("|").fingerprint(),
                        TestOptions.sheet("GBK").fingerprint(),
                        TestOptions.columns(Map.of("a", "path")).fingerprint(),
                        TestOptions.trim().fingerprint(),
                        TestOptions.normalize("nfc").fingerprint()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }
}
