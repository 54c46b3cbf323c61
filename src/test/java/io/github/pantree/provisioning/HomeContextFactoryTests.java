package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeContextFactoryTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pantree: [ | 'line 1, column'",
                "pantree:$  rate: 5$   home: x | 'line 3, column 8'",
                "a: b: c | 'line 1, column 5'",
                "pantree:$\trate: 5 | 'line 2, column 1'",
                "a: 1$a: 2 | 'line 2, column 1'",
                "x: &a [*a] | 'refers to itself'",
                "x:$  - on: failed | 'unless it is quoted'"
            })
    void brokenYamlIsNamedByFileAndLine(String yaml, String said) throws Exception {
        Path job = Files.writeString(folder.resolve("bad.yml"), yaml.replace('$', '\n'));
        assertThatThrownBy(() -> open(Map.of(), job))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("bad.yml")
                .hasMessageContaining(said);
    }

    @Test
    void yamlWhoseAliasesUnfoldToTooMuchIsRejected() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s*a%d]\n"
                    .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(4), i - 1));
        }
        Path job = Files.writeString(folder.resolve("bomb.yml"), bomb);
        assertThatThrownBy(() -> open(Map.of(), job))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("bomb.yml")
                .hasMessageContaining("10000");
        Path large = Files.writeString(folder.resolve("large.yml"), "x: " + "y".repeat(1_000_001));
        assertThatThrownBy(() -> open(Map.of(), large))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a;INIT=CREATE TABLE x(y INT)", "~/x;"})
    void aHomeIsNoPartOfTheUrlOfItsDatabase(String home) {
        assertThatThrownBy(
                        () -> open(Map.of("pantree.home", folder.resolve(home).toString()), null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.home")
                .hasMessageNotContaining("jdbc");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLoggingConfigurationThatCannotBeLoadedIsAWrongSetting() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.xml"), "<configuration><appender");
        for (String file : List.of(folder.resolve("absent.xml").toString(), broken.toString(), "classpath:none.xml")) {
            assertThatThrownBy(() -> open(Map.of("logging.config", file), null))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("logging.config")
                    .hasMessageContaining(file);
        }
        assertThatThrownBy(() -> open(Map.of("logging.level.x", "loud"), null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("logging.level.x")
                .hasMessageNotContaining("springframework");
    }

    @Test
    void anEmptyHomeIsRefused() {
        assertThatThrownBy(() -> open(Map.of("pantree.home", ""), null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.home");
    }

    /** Boot would read them as milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "pantree.wait, 30",
        "pantree.max-outage, 600",
        "pantree.request-timeout, ' 30'",
        "pantree.settle.pause, +5",
        "pantree.stable-for, 5",
        "pantree.wait, ${minutes}"
    })
    void durationsWithoutAUnitAreRefused(String setting, String value) {
        Map<String, String> options = Map.of(setting, value, "minutes", "15");
        assertThatThrownBy(() -> open(options, null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(value.strip())
                .hasMessageContaining("with its unit");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void settingsOfAnotherProgramAreIgnored() {
        String url = "jdbc:h2:file:" + folder.resolve("elsewhere");
        assertThatThrownBy(() -> open(Map.of("spring.datasource.url", url), null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("spring.datasource.url");
        assertThat(folder.resolve("elsewhere.mv.db")).doesNotExist();
    }

    private Provisioning open(Map<String, String> more, @Nullable Path job) {
        Map<String, String> options = new HashMap<>();
        options.put("pantree.home", folder.resolve("home").toString());
        options.put("pantree.base-url", "http://127.0.0.1:1");
        options.put("pantree.access-token", "none");
        options.putAll(more);
        return Provisioning.open(OpenMode.RUN, options, Optional.ofNullable(job));
    }
}
