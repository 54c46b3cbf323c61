package io.github.pantree.provisioning.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

final class UnknownSettingsCheckTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "pantree.ratee: 5, pantree.ratee, pantree.rate",
        "pantree.settle.look: 5, pantree.settle.look, pantree.settle.looks",
        "pantree.looks: 5, pantree.looks, pantree.settle.looks",
        "pantree.waiting: 5s, pantree.waiting, pantree.wait",
        "pantree.maxOutag: 5s, pantree.maxOutag, pantree.max-outage",
        "pantree.notify[0].knd: mail, pantree.notify[0].knd, pantree.notify.kind",
        "pantree.serv.port: 1, pantree.serv.port, pantree.serve.port",
        "rate: 5, rate, pantree.rate",
        "spring.pantree.home: 5, '', ''"
    })
    void namesPlaceAndNearestKey(String line, String key, String nearest) throws IOException {
        Path file = definition("# a comment", line);
        if (key.isEmpty()) {
            assertThatCode(() -> check(file)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> check(file))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            "%s:2: %s: \"%s\" — must be a known setting — did you mean %s?", file, key, key, nearest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pantree.max-outage: 5s",
                "pantree.maxOutage: 5s",
                "pantree.max_outage: 5s",
                "pantree.wait: 5s",
                "pantree.settle: {looks: 5, pause: 1s}",
                "pantree.accounts.anybody.client-id: x",
                "pantree.notify: [{kind: mail, events: [failed], to: [a]}]",
                "pantree.serve.address: 127.0.0.1",
                "pantree.csv_bom_or_what.is: x"
            })
    void recognizesASettingInAllFormsOfBoot(String line) throws IOException {
        Path file = definition(line);
        if (line.contains("what")) {
            assertThatThrownBy(() -> check(file))
                    .hasMessageEndingWith("remove it; the configuration page (configuration.md) lists all settings");
        } else {
            assertThatCode(() -> check(file)).doesNotThrowAnyException();
        }
    }

    @Test
    void reportsAListWhereOneValueIsMeant() throws IOException {
        Path file = definition("pantree.rate: [1, 2]");
        assertThatThrownBy(() -> check(file))
                .hasMessage(
                        "%s:1: pantree.rate[0]: \"pantree.rate[0]\" — must be one value, not a list —"
                                + " remove the brackets or the hyphen%n"
                                + "%s:1: pantree.rate[1]: \"pantree.rate[1]\" — must be one value, not a list —"
                                + " remove the brackets or the hyphen",
                        file, file);
    }

    @Test
    void leavesTheKeysOfOtherProgramsInASharedFileAlone() throws IOException {
        Path shared = Files.writeString(folder.resolve("application.yml"), "mine: 5\npantree.ratee: 5\n");
        assertThatThrownBy(() -> check(shared)).hasMessageStartingWith(shared + ":2: pantree.ratee: ");
    }

    @Test
    void checksAJobDefinition() throws IOException {
        Path file = definition("pantree.ratee: 5");
        assertThatThrownBy(() -> JobDefinition.read(file, Map.of())).hasMessageStartingWith(file + ":1: pantree.ratee");
    }

    private Path definition(String... lines) throws IOException {
        return Files.writeString(folder.resolve("night.yml"), String.join("\n", lines) + "\n");
    }

    private static void check(Path file) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new FileSystemResource(file))
                .forEach(environment.getPropertySources()::addLast);
        UnknownSettingsCheck.check(environment);
    }
}
