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
        description = "Bulk folder provisioning for 123pan: a CSV manifest becomes a folder tree, exactly once.",
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
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  every folder of the manifest exists and has its dirID",
            "  1  a defect of the program",
            "  2  wrong command line or setting",
            "  3  the manifest is not valid; nothing was sent",
            "  4  finished, but some rows failed or are blocked; rejects.csv holds them",
            "  5  stopped before the end; the same command goes on",
            "  6  another process is working on this home or this manifest",
            "  7  the API refuses the credentials",
            "  8  plan found conflicts; verify found differences; the plan of run --plan does not hold any more",
            "",
            "Credentials come from the environment (PANTREE_CLIENT_ID and PANTREE_CLIENT_SECRET, or PANTREE_ACCESS_TOKEN)",
            "or from an application.yml beside the jar or in the working directory."
        })
final class PantreeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // Language reads it from the raw arguments
    @Option(
            names = Language.OPTION,
            scope = ScopeType.INHERIT,
            paramLabel = "en|zh",
            description = "The language of messages (default: the locale's).")
    private @Nullable String language;

    @SuppressWarnings("UnusedVariable") // LogFormat reads it from the raw arguments
    @Option(
            names = LogFormat.OPTION,
            scope = ScopeType.INHERIT,
            paramLabel = "text|json",
            description = "How log lines on standard error are written (default: text).")
    private @Nullable String logFormat;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return CommandLineInterface.exit(RunStatus.BAD_SETTING);
    }
}
