package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestFileNamesTests {

    @ParameterizedTest
    @CsvSource({
        "a.csv, csv, true",
        "a.b.XLSX, xlsx, true",
        "图库.Tsv, tsv, true",
        "a.csv.part, part, false",
        "csv, csv, true",
        "a., '', false"
    })
    void extensionDecides(String name, String extension, boolean isManifest) {
        assertThat(ManifestFileNames.extension(name)).isEqualTo(extension);
        assertThat(ManifestFileNames.matches(name)).isEqualTo(isManifest);
    }
}
