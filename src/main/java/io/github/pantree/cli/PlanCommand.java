package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.DisplayDuration;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: shows what a run would do. */
@Command(name = "plan", mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    /** The number of folders shown per state; conflicts are all shown. */
    private static final int SHOWN_OF_GOOD = 5;

    @Mixin
    private final ManifestCommandOptions options = new ManifestCommandOptions();

    @Override
    public Integer call() throws Exception {
        options.check();
        return CommandExecution.with(OpenMode.PLAN, options.properties(), options.jobFile(), this::plan);
    }

    private RunStatus plan(Provisioning provisioning) throws Exception {
        Path file = options.manifest(provisioning);
        PlanOutcome plan = ProgressDisplay.showWhile(provisioning, () -> provisioning.plan(file));
        if (options.json) {
            System.out.println(plan.json(file.toString()));
        }
        ProblemReport problems = new ProblemReport(
                options.json ? UserOutput.out() : System.out,
                file.toString(),
                options.out == null ? null : Path.of(options.out));
        if (plan.end() == RunStatus.INVALID_MANIFEST) {
            problems.refusal(provisioning, plan.manifest());
        } else if (plan.end() == RunStatus.COMPLETED || plan.end() == RunStatus.DIFFERENCES) {
            if (!options.json) {
                print(file, plan);
            }
            problems.notes(provisioning, plan.manifest());
        } else {
            UserOutput.out().println(Messages.format("plan.none", String.valueOf(plan.reason())));
        }
        return plan.end();
    }

    private void print(Path file, PlanOutcome plan) {
        LabelledLines lines = new LabelledLines(System.out);
        FolderCounts folders = plan.folders();
        System.out.println(Messages.format("plan.title", file));
        lines.printText("plan.create", "plan.folders", folders.pending());
        printPaths(plan.first(FolderState.PENDING), SHOWN_OF_GOOD);
        lines.printText("plan.existing", "plan.folders", folders.existed());
        printPaths(plan.first(FolderState.EXISTED), SHOWN_OF_GOOD);
        lines.printText("plan.conflicts", "plan.conflicts.counts", folders.failed(), folders.blocked());
        printPaths(plan.first(FolderState.FAILED), Integer.MAX_VALUE);
        plan.levels().forEach((depth, level) -> printLevel(lines, depth, level));
        lines.printText("report.calls", "plan.calls", plan.mkdirCalls(), plan.listCalls());
        lines.printText("plan.time", "plan.time.rate", DisplayDuration.format(plan.time()), rate(plan.rate()));
        if (options.out != null) {
            lines.printText("report.results", "plan.kept", options.out);
        }
    }

    private static void printPaths(List<String> paths, int most) {
        paths.stream().limit(most).forEach(path -> System.out.println("             " + path));
    }

    private static void printLevel(LabelledLines lines, int depth, FolderCounts level) {
        long refused = level.failed() + level.blocked();
        lines.printText(
                "plan.level", "plan.level.counts", depth, level.total(), level.pending(), level.existed(), refused);
    }

    private static String rate(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }
}
