package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** A command line as people write it: in a shell's words, up to what the shell itself takes. */
record ShellLine(List<String> words) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|[^\\s\"'|&;>#]+|[|&;>#].*");

    /** @param text from the program's name on */
    static ShellLine of(String text) {
        Matcher words = WORD.matcher(text);
        return new ShellLine(words.results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .takeWhile(word -> word.isEmpty() || "|&;>#".indexOf(word.charAt(0)) < 0)
                .toList());
    }

    /** What comes behind the program's name. */
    String[] arguments() {
        return words.stream().skip(1).toArray(String[]::new);
    }

    /** Fails unless the program takes it. */
    ParseResult parsed() {
        assertThatCode(() -> CommandLineInterface.commandLine().parseArgs(arguments()))
                .as(String.join(" ", words))
                .doesNotThrowAnyException();
        return CommandLineInterface.commandLine().parseArgs(arguments());
    }

    /** What an option of the command was given. */
    String option(String name) {
        Object value = parsed().subcommand().matchedOptionValue(name, null);
        return String.valueOf(value);
    }
}
