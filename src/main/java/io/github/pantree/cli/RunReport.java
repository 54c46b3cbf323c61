package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
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
        out.println("  folders  " + counts(summary.folders()));
        out.println(calls(summary));
        Path folder = outcome.folder();
        if (folder != null) {
            out.println("  results  " + folder);
        }
    }

    private static String headline(RunOutcome outcome) {
        String run = "Run " + outcome.summary().run() + " ";
        String why = outcome.reason() == null ? "" : ": " + outcome.reason();
        return switch (outcome.end()) {
            case DONE ->
                outcome.nothingLeft()
                        ? "Nothing left to do: every folder of this manifest is there (" + run.strip() + ")"
                        : run + "completed: every folder is there";
            case REJECTS ->
                run
                        + "ended, but some folders are not there; rejects.csv says why, and the same command tries them again";
            case STOPPED -> run + "stopped" + why + "; the same command goes on";
            case CREDENTIALS_REFUSED -> run + "ended" + why;
            default -> run + "failed" + why + "; the same command goes on";
        };
    }

    static String counts(FolderCounts counts) {
        return String.format(
                Locale.ROOT,
                "%d: %d created, %d existed, %d failed, %d blocked, %d pending",
                counts.total(),
                counts.created(),
                counts.existed(),
                counts.failed(),
                counts.blocked(),
                counts.pending());
    }

    private static String calls(Summary summary) {
        Summary.Calls calls = summary.calls();
        return String.format(
                Locale.ROOT,
                "  calls    %d mkdir, %d list, %d token; %d limited, %d retried; %.1f s",
                calls.mkdir(),
                calls.list(),
                calls.token(),
                calls.limited(),
                calls.retried(),
                summary.seconds());
    }
}
