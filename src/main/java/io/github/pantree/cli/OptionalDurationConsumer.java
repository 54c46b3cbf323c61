package io.github.pantree.cli;

import java.util.Stack;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The duration after an option that does not need one: any other text is the next argument, often the manifest. */
final class OptionalDurationConsumer implements IParameterConsumer {

    private static final Pattern TIME = Pattern.compile("[+-]?\\d+(ns|us|ms|s|m|h|d)?|[+-]?[Pp][0-9DTHMSdthms.+-]+");

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's stack
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
        boolean time = !arguments.isEmpty() && TIME.matcher(arguments.peek()).matches();
        argument.setValue(time ? arguments.pop() : alone(argument));
    }

    private static @Nullable String alone(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.fallbackValue() : null;
    }
}
