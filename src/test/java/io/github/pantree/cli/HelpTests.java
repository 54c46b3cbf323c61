package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

final class HelpTests {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @Test
    void everyCommandAndOptionIsExplainedInChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINA);
        assertThat(texts()).isNotEmpty().allMatch(HelpTests::hasChinese);
    }

    @Test
    void everyCommandAndOptionIsExplainedInEnglishElsewhere() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.FRANCE);
        assertThat(texts()).isNotEmpty().noneMatch(HelpTests::hasChinese);
    }

    @Test
    void chineseHelpContainsOnlyChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.CHINA);
        assertThat(CommandLineInterface.commandLine().getSubcommands().values())
                .extracting(CommandLine::getUsageMessage)
                .allSatisfy(help ->
                        assertThat(help).contains("用法：", "选项：").doesNotContain("Usage", "Show this", "Print version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void exitCodesFitIntoOneLineEach(String language) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        String help = CommandLineInterface.commandLine().getUsageMessage();
        List<String> lines = help.substring(help.lastIndexOf("  0  "))
                .lines()
                .takeWhile(line -> !line.isBlank())
                .toList();
        assertThat(lines).hasSize(9).allSatisfy(line -> assertThat(line).matches("  \\d  .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void examplesAreNotBroken(String language) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.forLanguageTag(language));
        Map<String, CommandLine> commands = CommandLineInterface.commandLine().getSubcommands();
        assertThat(usage(commands, "run")).contains("--map 存放位置=path");
        assertThat(usage(commands, "simulator"))
                .contains("add?path=/a/b", "delete?path=/a", "ban?time=10s", "drop-after=0.02,hang=0.01")
                .contains("max-children=1000");
    }

    private static String usage(Map<String, CommandLine> commands, String name) {
        return Objects.requireNonNull(commands.get(name)).getUsageMessage();
    }

    private static List<String> texts() {
        CommandLine all = CommandLineInterface.commandLine();
        return Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .flatMap(HelpTests::texts)
                .toList();
    }

    private static Stream<String> texts(CommandSpec command) {
        Stream<String> own = Stream.of(command.qualifiedName() + ": "
                + String.join(" ", command.usageMessage().description()));
        Stream<String> arguments = Stream.concat(command.options().stream(), command.positionalParameters().stream())
                .filter(argument -> !argument.hidden())
                .map(argument -> command.qualifiedName() + " " + text(argument));
        return Stream.concat(own, arguments);
    }

    private static String text(ArgSpec argument) {
        return argument.paramLabel() + ": " + String.join(" ", Arrays.asList(argument.description()));
    }

    /** Except in the example of a column name. */
    private static boolean hasChinese(String text) {
        return text.replace("存放位置=path", "")
                .codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
