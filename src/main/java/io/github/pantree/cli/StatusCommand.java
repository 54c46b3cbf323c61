package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.Words;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.Provisioning.Purpose;
import io.github.pantree.provisioning.RunLine;
import io.github.pantree.report.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: the runs of a home. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Lists the runs in the job repository, newest first.")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR", description = "The job repository's folder (default: ~/.pantree).")
    private @Nullable String home;

    @Override
    public Integer call() {
        if (home != null && !Files.exists(Path.of(home))) {
            System.out.println(Words.say("status.homeless", home));
            return CommandLineInterface.exit(ExitCode.DONE);
        }
        Map<String, String> properties = home == null ? Map.of() : Map.of("pantree.home", home);
        try (Provisioning provisioning = Provisioning.open(Purpose.STATUS, properties, Optional.empty())) {
            List<RunLine> runs = provisioning.runs();
            if (runs.isEmpty()) {
                System.out.println(Words.say("status.none", provisioning.home()));
            }
            runs.forEach(StatusCommand::print);
            provisioning.capabilities().forEach(known -> System.out.println(Labels.line("status.names", known)));
        }
        return CommandLineInterface.exit(ExitCode.DONE);
    }

    private static void print(RunLine run) {
        System.out.printf("%s  %s  %-22s  %s%n", run.run(), run.when(), run.state(), run.manifest());
        FolderCounts folders = run.folders();
        System.out.println("  "
                + Labels.line(
                        "report.folders", folders == null ? Words.say("status.killed") : RunReport.counts(folders)));
    }
}
