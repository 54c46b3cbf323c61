package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.error.YAMLException;

final class YamlErrorsTests {

    @TempDir
    private Path folder;

    @Test
    void usualFilesAreAccepted() throws IOException {
        Path file = write("a: &x [1, 2]\nb: *x\n---\nc: d\n");
        assertThatCode(() -> check(file, folder.resolve("missing.yml"))).doesNotThrowAnyException();
    }

    @Test
    void aliasesThatUnfoldToTooManyValuesAreRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        Path file = write(bomb.toString());
        assertThatThrownBy(() -> check(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("aliases");
    }

    @Test
    void fewAliasesOfManyValuesAreAccepted() throws IOException {
        Path file = write("a: &a [" + "x, ".repeat(4_000) + "x]\nb: *a\n");
        assertThatCode(() -> check(file)).doesNotThrowAnyException();
        Path more = write("a: &a [" + "x, ".repeat(4_000) + "x]\nb: *a\nc: *a\n");
        assertThatThrownBy(() -> check(more)).hasMessageContaining("aliases");
    }

    @Test
    void valueThatRefersToItselfIsRefused() throws IOException {
        Path file = write("a: &a\n  b: *a\n");
        assertThatThrownBy(() -> check(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("refers to itself");
    }

    @Test
    void fileOfMoreThanAMegabyteIsRefused() throws IOException {
        Path file = write("# " + "x".repeat(999_997) + "\n");
        assertThatCode(() -> check(file)).doesNotThrowAnyException();
        Path larger = write("# " + "x".repeat(999_998) + "\n");
        assertThatThrownBy(() -> check(larger)).hasMessageContaining("1000000");
    }

    /** The loader of the settings reports it later, with its place. */
    @Test
    void invalidYamlIsNotReportedByTheCheckOfSizes() throws IOException {
        Path file = write("a: [\n");
        assertThatCode(() -> check(file)).doesNotThrowAnyException();
    }

    @Test
    void errorIsFoundInItsFileWithLineAndColumn() throws IOException {
        Path good = write("a: 1\n");
        Path bad = write("a: 1\n\tb: 2\n");
        assertThat(YamlErrors.in(new IllegalStateException(new YAMLException("bad")), Stream.of(good, bad)))
                .hasValueSatisfying(error -> assertThat(error)
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining(bad.toString())
                        .hasMessageContaining("line 2, column 1"));
    }

    @Test
    void otherFailuresAreNotBlamedOnTheFiles() throws IOException {
        Path bad = write("b: [1\n");
        assertThat(YamlErrors.in(new IllegalStateException("other"), Stream.of(bad)))
                .isEmpty();
    }

    private int files;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("settings" + files++ + ".yml"), text);
    }

    private static void check(Path... files) {
        YamlErrors.check(Stream.of(files));
    }
}
