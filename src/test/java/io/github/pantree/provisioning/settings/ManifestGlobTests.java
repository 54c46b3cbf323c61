package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestGlobTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/*.csv | in/a.csv in/b.csv",
                "in/**/*.csv | in/a.csv in/b.csv in/new/c.csv",
                "in/{a,b}.csv | in/a.csv in/b.csv",
                "in/?.txt | in/d.txt",
                "in/*.xlsx |"
            })
    void globMatchesFilesInOrder(String pattern, @Nullable String expected) throws IOException {
        for (String name : List.of("in/b.csv", "in/a.csv", "in/new/c.csv", "in/d.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "path\n");
        }
        Files.createDirectories(folder.resolve("in/e.csv"));
        List<String> names = expected == null ? List.of() : List.of(expected.split(" ", -1));
        assertThat(new ManifestGlob(folder + "/" + pattern).files())
                .containsExactlyElementsOf(names.stream().map(folder::resolve).toList());
    }

    @Test
    void pathIsTheFileWhetherOrNotItExists() {
        assertThat(new ManifestGlob("in/missing.csv").files()).containsExactly(Path.of("in/missing.csv"));
    }

    @ParameterizedTest
    @CsvSource({"in/2026/*.csv, in/2026", "in/list.csv, in", "'in/{a/b,c}/*.csv', in", "list.csv, ''", "'', ''"})
    void baseIsTheFolderBeforeThePattern(String setting, String base) {
        assertThat(new ManifestGlob(setting).base()).isEqualTo(Path.of(base));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/*.csv", "[.csv"})
    void invalidGlobNamesTheSetting(String pattern) {
        assertThatThrownBy(() -> new ManifestGlob(folder + "/" + pattern).files())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.manifest")
                .hasMessageContaining(pattern);
    }
}
