package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** A command line as users write it: the words of a shell, up to the part that the shell itself interprets. */
record ShellLine(List<String> words) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|[^\\s\"'|&;>#]+|[|&;>#].*");

    /** @param text starts with the program's name */
    static ShellLine of(String text) {
        Matcher words = WORD.matcher(text);
        return new ShellLine(words.results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group())
                .takeWhile(word -> word.isEmpty() || "|&;>#".indexOf(word.charAt(0)) < 0)
                .toList());
    }

    /** The words after the program's name. */
    String[] arguments() {
        return words.stream().skip(1).toArray(String[]::new);
    }

    /** Parses the command line; fails if the program rejects it. */
    ParseResult parsed() {
        assertThatCode(() -> CommandLineInterface.commandLine().parseArgs(arguments()))
                .as(String.join(" ", words))
                .doesNotThrowAnyException();
        return CommandLineInterface.commandLine().parseArgs(arguments());
    }

    /** The value of an option of the command. */
    String option(String name) {
        Object value = parsed().subcommand().matchedOptionValue(name, null);
        return String.valueOf(value);
    }
}
