package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.provisioning.run.FailureStatus;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Causes;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints an error as one sentence; only a defect of the program prints a stack trace. */
final class ExceptionHandler implements IExecutionExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ExceptionHandler.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Optional<RunStatus> end = FailureStatus.of(failure);
        if (end.isPresent()) {
            return report(command, failure.getMessage(), end.get());
        }
        String text = configurationFault(failure);
        if (text != null) {
            return report(command, text, RunStatus.BAD_SETTING);
        }
        Optional<String> path = invalidPath(failure);
        if (path.isPresent()) {
            return report(command, Messages.format("failure.path", path.get()), RunStatus.BAD_SETTING);
        }
        if (failure instanceof IOException io) {
            return report(command, FileSystemErrors.describe(io), RunStatus.DEFECT);
        }
        log.error("A defect of the program", failure);
        return report(command, Messages.format("failure.defect", failure), RunStatus.DEFECT);
    }

    /** The path that cannot be used on this machine, or not in this locale. */
    private static Optional<String> invalidPath(Exception failure) {
        return Causes.find(failure, InvalidPathException.class).map(InvalidPathException::getInput);
    }

    static int badUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("pantree: " + explain(failure, command, arguments));
        command.getErr()
                .println(
                        Messages.format("failure.help", command.getCommandSpec().qualifiedName()));
        return RunStatus.BAD_SETTING.exitCode();
    }

    private static String explain(ParameterException failure, CommandLine command, String[] arguments) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            if (command.getParent() == null) {
                return Messages.format("failure.command", arguments[0]) + suggestion(unmatched);
            }
            String key = unmatched.isUnknownOption() ? "failure.option" : "failure.argument";
            return Messages.format(key, unmatched.getUnmatched().get(0)) + suggestion(unmatched);
        }
        if (failure instanceof MissingParameterException missing) {
            return Messages.format(
                    "failure.value",
                    missing.getMissing().stream().map(ExceptionHandler::name).collect(Collectors.joining(", ")));
        }
        ArgSpec argument = failure.getArgSpec();
        return argument == null || failure.getValue() == null
                ? String.valueOf(failure.getMessage())
                : Messages.format("failure.invalid", name(argument), failure.getValue());
    }

    /** The most similar known word, if any is similar. */
    private static String suggestion(UnmatchedArgumentException unmatched) {
        String given = unmatched.getUnmatched().get(0);
        // picocli suggests something for every word.
        List<String> suggestions = unmatched.getSuggestions().stream()
                .filter(suggestion -> suggestion.charAt(0) == given.charAt(0))
                .toList();
        return suggestions.isEmpty() ? "" : Messages.format("failure.suggestion", suggestions.get(0));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static int report(CommandLine command, @Nullable String text, RunStatus code) {
        if (LogSettings.areJson()) {
            log.error("{}", text);
        } else {
            command.getErr().println("pantree: " + text);
        }
        return code.exitCode();
    }

    /** The error in a configuration file that cannot be read, which the user must fix. */
    private static @Nullable String configurationFault(Throwable failure) {
        return Causes.of(failure)
                .filter(cause -> cause.getClass().getName().startsWith("org.yaml.snakeyaml")
                        || cause.getClass().getName().startsWith("org.springframework.boot.context.config"))
                .map(cause -> Messages.format("failure.configuration", String.valueOf(cause.getMessage())))
                .findFirst()
                .orElse(null);
    }
}
