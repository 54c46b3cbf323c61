package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void anEmptyHomeIsNoHome() {
        assertThatThrownBy(() -> open(Map.of("pantree.home", ""), null))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.home");
    }

    @Test
    void whatIsSetForAnotherProgramDoesNotLeadElsewhere() {
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
