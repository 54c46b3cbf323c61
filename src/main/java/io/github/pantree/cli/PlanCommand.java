package io.github.pantree.cli;

import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: shows what a run would do. */
@Command(name = "plan", mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    /** Of folders without a conflict; all conflicts are shown. */
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
        System.out.println(Messages.format("plan.title", file));
        kind("plan.create", Messages.format("plan.folders", plan.folders().pending()), plan, FolderState.PENDING);
        kind("plan.existing", Messages.format("plan.folders", plan.folders().existed()), plan, FolderState.EXISTED);
        kind(
                "plan.conflicts",
                Messages.format(
                        "plan.conflicts.counts",
                        plan.folders().failed(),
                        plan.folders().blocked()),
                plan,
                FolderState.FAILED);
        plan.levels()
                .forEach((depth, level) -> System.out.println(LabelledLines.line(
                        "plan.level",
                        Messages.format(
                                "plan.level.counts",
                                depth,
                                level.total(),
                                level.pending(),
                                level.existed(),
                                level.failed() + level.blocked()))));
        System.out.println(
                LabelledLines.line("report.calls", Messages.format("plan.calls", plan.mkdirCalls(), plan.listCalls())));
        System.out.println(LabelledLines.line(
                "plan.time", Messages.format("plan.time.rate", ProgressText.time(plan.time()), rate(plan.rate()))));
        if (options.out != null) {
            System.out.println(LabelledLines.line("report.results", Messages.format("plan.kept", options.out)));
        }
    }

    /** How many there are of a kind, and the first of them. */
    private static void kind(String label, String count, PlanOutcome plan, FolderState kind) {
        System.out.println(LabelledLines.line(label, count));
        List<String> first = plan.first(kind);
        int most = kind == FolderState.FAILED ? first.size() : SHOWN_OF_GOOD;
        first.stream().limit(most).forEach(folder -> System.out.println("             " + folder));
    }

    private static String rate(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }
}
