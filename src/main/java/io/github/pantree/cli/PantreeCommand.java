package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The main command: without a subcommand, prints the help. {@link CommandLineInterface} adds the subcommands. */
@Command(
        name = "pantree",
        mixinStandardHelpOptions = true,
        versionProvider = PantreeCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class PantreeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // EarlyOptions reads it from the raw arguments
    @Option(names = EarlyOptions.LANGUAGE, scope = ScopeType.INHERIT, paramLabel = "en|zh")
    private @Nullable String language;

    @SuppressWarnings("UnusedVariable") // EarlyOptions reads it from the raw arguments
    @Option(names = EarlyOptions.LOG_FORMAT, scope = ScopeType.INHERIT, paramLabel = "text|json")
    private @Nullable String logFormat;

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return RunStatus.BAD_SETTING.exitCode();
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"pantree " + (version == null ? "(from classes)" : version)};
        }
    }
}
