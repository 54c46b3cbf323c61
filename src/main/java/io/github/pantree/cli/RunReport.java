package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.Words;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.RunOutcome;
import io.github.pantree.report.ExitCode;
import io.github.pantree.report.Summary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a person how a run ended and what to do next. */
final class RunReport {

    private final PrintStream out;

    RunReport(PrintStream out) {
        this.out = out;
    }

    /** @param manifest the file as the user named it */
    void print(Provisioning provisioning, RunOutcome outcome, Path manifest) {
        Problems problems = new Problems(out, manifest.toString(), outcome.folder());
        if (outcome.end() == ExitCode.INVALID_MANIFEST) {
            problems.refusal(provisioning, outcome.manifest());
            return;
        }
        problems.notes(provisioning, outcome.manifest());
        Summary summary = outcome.summary();
        out.println(headline(outcome));
        out.println(Labels.line("report.folders", counts(summary.folders())));
        out.println(calls(summary.calls(), summary.seconds()));
        Path folder = outcome.folder();
        if (folder != null) {
            out.println(Labels.line("report.results", folder));
        }
    }

    private static String headline(RunOutcome outcome) {
        String run = outcome.summary().run();
        String why = outcome.reason() == null ? "" : outcome.reason();
        return switch (outcome.end()) {
            case DONE -> Words.say(outcome.nothingLeft() ? "run.nothing" : "run.done", run);
            case REJECTS -> Words.say("run.rejects", run);
            case STOPPED -> Words.say(why.isEmpty() ? "run.stopped" : "run.stopped.why", run, why);
            case BAD_SETTING, DIFFERENCES -> Words.say("run.setting", run, why);
            case CREDENTIALS_REFUSED -> Words.say("run.refused", run, why);
            default -> Words.say("run.failed", run, why);
        };
    }

    static String counts(FolderCounts counts) {
        return Words.say(
                "report.counts",
                counts.total(),
                counts.created(),
                counts.existed(),
                counts.failed(),
                counts.blocked(),
                counts.pending());
    }

    static String calls(Summary.Calls calls, double seconds) {
        return Labels.line(
                "report.calls",
                Words.say(
                        "report.calls.counts",
                        calls.mkdir(),
                        calls.list(),
                        calls.token(),
                        calls.limited(),
                        calls.retried(),
                        String.format(Locale.ROOT, "%.1f", seconds)));
    }
}
