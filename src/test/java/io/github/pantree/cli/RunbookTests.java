package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunStatus;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in runbooks and READMEs can be executed, and quoted messages exist. */
final class RunbookTests {

    /** A command in a text or a table; the rest of a line that begins with {@code $} is a command as well. */
    private static final Pattern COMMAND = Pattern.compile("`(pantree [^`]*)`|(?m)^\\$ (pantree .*)$");

    private static final Pattern QUOTED = Pattern.compile("“([^”]*)”");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^\\| (\\d) \\|");

    private static List<String> commands(String file) throws IOException {
        return COMMAND.matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/docs/runbook.md", "src/docs/zh/README.md", "src/docs/zh/runbook.md"})
    void commandsAreValid(String file) throws IOException {
        assertThat(commands(file))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(ShellLine.of(line).parsed()).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"runbook.md, messages.properties", "zh/runbook.md, messages_zh.properties"})
    void quotedMessagesExist(String file, String words) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/io/github/pantree", words))) {
            texts.load(reader);
        }
        List<String> said = texts.values().stream().map(String::valueOf).toList();
        assertThat(QUOTED.matcher(text(file)).results().map(found -> found.group(1)))
                .hasSizeGreaterThan(50)
                .allSatisfy(message -> assertThat(said).anyMatch(text -> text.contains(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"runbook.md", "zh/runbook.md"})
    void everyExitCodeHasASection(String file) throws IOException {
        List<Integer> codes = EXIT_CODE
                .matcher(text(file))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
        assertThat(codes)
                .isEqualTo(
                        Stream.of(RunStatus.values()).map(RunStatus::exitCode).toList());
    }

    @Test
    void bothLanguagesHaveTheSameCommands() throws IOException {
        assertThat(commands("src/docs/zh/runbook.md").stream().map(RunbookTests::typed))
                .isEqualTo(commands("src/docs/runbook.md").stream()
                        .map(RunbookTests::typed)
                        .toList());
        assertThat(rows("zh/runbook.md")).isEqualTo(rows("runbook.md"));
    }

    private static String typed(String command) {
        return String.join(" ", ShellLine.of(command).words());
    }

    private static long rows(String file) throws IOException {
        return text(file).lines().filter(line -> line.startsWith("|")).count();
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of("src/docs", file));
    }
}
