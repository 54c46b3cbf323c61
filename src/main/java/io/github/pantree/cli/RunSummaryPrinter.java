package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.support.Messages;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Prints how a run ended and what to do next. */
final class RunSummaryPrinter {

    private final PrintStream out;
    private final LabelledLines lines;

    RunSummaryPrinter(PrintStream out) {
        this.out = out;
        this.lines = new LabelledLines(out);
    }

    /** @param manifest the file as the user named it */
    void print(Provisioning provisioning, RunOutcome outcome, Path manifest) {
        ProblemReport problems = new ProblemReport(out, manifest.toString(), outcome.folder());
        if (outcome.end() == RunStatus.INVALID_MANIFEST) {
            problems.refusal(provisioning, outcome.manifest());
            return;
        }
        problems.notes(provisioning, outcome.manifest());
        Summary summary = outcome.summary();
        out.println(headline(outcome));
        lines.print("report.folders", counts(summary.folders()));
        Recheck recheck = outcome.summary().recheck();
        if (recheck != null && isComplete(outcome.end())) {
            lines.printText("report.recheck", "report.recheck.counts", recheck.checked(), recheck.restored());
        }
        printCalls(lines, summary.calls(), summary.seconds());
        Path folder = outcome.folder();
        if (folder != null) {
            lines.print("report.results", folder);
        }
    }

    private static String headline(RunOutcome outcome) {
        String run = outcome.summary().run();
        String why = outcome.reason() == null ? "" : outcome.reason();
        return switch (outcome.end()) {
            case COMPLETED -> Messages.format(outcome.nothingLeft() ? "run.nothing" : "run.done", run);
            case COMPLETED_WITH_REJECTS -> Messages.format("run.rejects", run);
            case STOPPED -> Messages.format(why.isEmpty() ? "run.stopped" : "run.stopped.why", run, why);
            case BAD_SETTING, DIFFERENCES -> Messages.format("run.setting", run, why);
            case CREDENTIALS_REFUSED -> Messages.format("run.refused", run, why);
            default -> Messages.format("run.failed", run, why);
        };
    }

    private static boolean isComplete(RunStatus end) {
        return end == RunStatus.COMPLETED || end == RunStatus.COMPLETED_WITH_REJECTS;
    }

    static String counts(FolderCounts counts) {
        return Messages.format(
                "report.counts",
                counts.total(),
                counts.created(),
                counts.existed(),
                counts.failed(),
                counts.blocked(),
                counts.pending());
    }

    static void printCalls(LabelledLines lines, CallCounts calls, double seconds) {
        lines.printText(
                "report.calls",
                "report.calls.counts",
                calls.mkdir(),
                calls.list(),
                calls.token(),
                calls.limited(),
                calls.retried(),
                String.format(Locale.ROOT, "%.1f", seconds));
    }
}
