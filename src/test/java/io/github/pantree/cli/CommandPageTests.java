package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The pages of commands have a section for each command, with its name and a table of its options; options of several
 * commands are in the tables of the other sections.
 */
final class CommandPageTests {

    private static final Pattern OPTION = Pattern.compile("`(--?[A-Za-z][a-z-]*)");
    private static final Pattern SECTION = Pattern.compile("^## +`?([^`]+?)`?\\s*$");

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/commands.md", "src/docs/zh/commands.md"})
    void everyCommandHasASection(String file) throws IOException {
        assertThat(sections(file).keySet()).containsAll(options().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/commands.md", "src/docs/zh/commands.md"})
    void everyOptionIsExplained(String file) throws IOException {
        Map<String, Set<String>> tables = tables(file);
        Set<String> shared = shared(tables);
        assertThat(options()).allSatisfy((command, options) -> {
            Set<String> explained = new TreeSet<>(shared);
            explained.addAll(tables.getOrDefault(command, Set.of()));
            assertThat(explained).as("options of %s", command).containsAll(options);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/docs/commands.md", "src/docs/zh/commands.md"})
    void everyExplainedOptionExists(String file) throws IOException {
        Map<String, Set<String>> tables = tables(file);
        assertThat(options())
                .allSatisfy((command, options) -> assertThat(options)
                        .as("options of %s", command)
                        .containsAll(tables.getOrDefault(command, Set.of())));
        assertThat(all()).containsAll(shared(tables)).containsAll(found(Files.readAllLines(Path.of(file))));
    }

    private static Set<String> shared(Map<String, Set<String>> tables) {
        return tables.entrySet().stream()
                .filter(table -> !options().containsKey(table.getKey()))
                .flatMap(table -> table.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the options of each command. */
    private static Map<String, Set<String>> options() {
        Map<String, Set<String>> options = new TreeMap<>();
        CommandLineInterface.commandLine()
                .getSubcommands()
                .forEach((name, command) -> options.put(name, names(command)));
        return options;
    }

    private static Set<String> names(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all() {
        Set<String> all = names(CommandLineInterface.commandLine());
        options().values().forEach(all::addAll);
        return all;
    }

    /** The options in the first column of the tables of each section. */
    private static Map<String, Set<String>> tables(String file) throws IOException {
        Map<String, Set<String>> tables = new TreeMap<>();
        sections(file)
                .forEach((title, lines) -> tables.put(
                        title,
                        found(lines.stream()
                                .filter(line -> line.startsWith("|"))
                                .map(line -> line.replace("\\|", "/").split("\\|", -1)[1])
                                .toList())));
        return tables;
    }

    private static Set<String> found(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> OPTION.matcher(text).results())
                .map(option -> option.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, List<String>> sections(String file) throws IOException {
        Map<String, List<String>> sections = new TreeMap<>();
        List<String> section = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            var title = SECTION.matcher(line);
            if (title.matches()) {
                section = sections.computeIfAbsent(title.group(1), none -> new ArrayList<>());
            }
            section.add(line);
        }
        return sections;
    }
}
