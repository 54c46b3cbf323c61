package io.github.pantree.cli;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.schedule.RunNotifier;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: creates the folders of a manifest. */
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final ManifestCommandOptions options = new ManifestCommandOptions();

    @Option(names = "--plan", paramLabel = "FILE")
    private @Nullable Path plan;

    @Option(names = "--recheck")
    private boolean recheck;

    @Override
    public Integer call() throws Exception {
        options.plan = plan;
        options.recheck = recheck;
        options.check();
        Optional<Path> job = options.jobFile();
        if (job.isPresent() && options.manifest == null && plan == null) {
            return CommandExecution.with(new JobRunTask(job.get(), options.properties(), options.json));
        }
        return CommandExecution.with(OpenMode.RUN, options.properties(), job, this::run);
    }

    private RunStatus run(Provisioning provisioning) throws Exception {
        Path file = options.manifest(provisioning);
        RunOutcome outcome = ProgressDisplay.showWhile(provisioning, () -> provisioning.run(file));
        if (options.json) {
            System.out.println(outcome.summary().json());
        }
        new RunSummaryPrinter(options.json ? UserOutput.out() : System.out).print(provisioning, outcome, file);
        try (RunNotifier notifier = new RunNotifier(provisioning.notifications(), TimeSource.SYSTEM)) {
            notifier.ended(outcome, file, outcome.folder(), outcome.reason(), provisioning.resumeCommand(file));
        }
        return outcome.end();
    }
}
