package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program's help, when no command is given. */
@Command(
        name = "pantree",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PlanCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            StatusCommand.class,
            PurgeCommand.class,
            JobsCommand.class,
            ServeCommand.class,
            SimulatorCommand.class,
            DemoCommand.class
        })
final class PantreeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // Language reads it from the raw arguments
    @Option(names = Language.OPTION, scope = ScopeType.INHERIT, paramLabel = "en|zh")
    private @Nullable String language;

    @SuppressWarnings("UnusedVariable") // LogFormat reads it from the raw arguments
    @Option(names = LogFormat.OPTION, scope = ScopeType.INHERIT, paramLabel = "text|json")
    private @Nullable String logFormat;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLineInterface.exit(RunStatus.BAD_SETTING);
    }
}
