package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.schedule.JobRunner;
import io.github.pantree.schedule.RunListener;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code run --job}: runs a job once, and prints the outcome. */
final class JobRunTask implements CommandExecution.Task, RunListener {

    private final JobDefinition definition;
    private final JobRunner runner;
    private final boolean json;
    private final PrintStream out;
    private final List<Summary> summaries = new ArrayList<>();
    private @Nullable RunStatus failed;

    JobRunTask(Path job, Map<String, String> options, boolean json) {
        this.definition = JobDefinition.read(job, options);
        this.runner = new JobRunner(definition, options, this, TimeSource.SYSTEM);
        this.json = json;
        this.out = json ? UserOutput.out() : System.out;
    }

    @Override
    public RunStatus run() throws Exception {
        RunStatus end = runner.run();
        if (runner.runs() == 0 && failed == null) {
            out.println(Messages.format(
                    "job.none", definition.name(), definition.settings().source()));
        }
        if (json && (failed == null || !summaries.isEmpty())) {
            System.out.println(summaries.size() == 1 ? summaries.get(0).json() : Summary.json(end, summaries));
        }
        return end;
    }

    @Override
    public void stop(String why) {
        runner.stop(why);
    }

    @Override
    public RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception {
        return ProgressDisplay.showWhile(provisioning, run);
    }

    @Override
    public void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why) {
        summaries.add(outcome.summary());
        new RunSummaryPrinter(out).print(provisioning, outcome, manifest);
    }

    @Override
    public void failed(Path manifest, RunStatus end, String why) {
        failed = end;
        UserOutput.out().println("pantree: " + why);
    }
}
