package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SlowestCall;
import java.io.PrintStream;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints all details of a run. */
final class RunDetailsPrinter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final LabelledLines lines;

    RunDetailsPrinter(PrintStream out) {
        this.out = out;
        this.lines = new LabelledLines(out);
    }

    void print(RunDetails details) {
        out.println(StatusCommand.headline(details.overview()));
        OffsetDateTime ended = details.ended();
        if (!details.isInProgress()) {
            lines.print("status.ended", ended == null ? Messages.format("status.unended") : DisplayTime.format(ended));
        }
        lines.print("report.folders", folders(details));
        PublishedProgress progress = details.overview().progress();
        if (progress != null) {
            lines.print("status.progress", ProgressText.line(progress.toProgress()));
        }
        RunStatistics statistics = details.statistics();
        if (statistics != null) {
            print(statistics);
        }
        details.steps().forEach(step -> lines.print("status.step", step(step)));
        if (statistics != null) {
            statistics.slowest().forEach(call -> lines.print("status.slowest", slow(call)));
        }
        details.errors().forEach(kind -> lines.print("status.error", error(kind)));
        if (!details.isInProgress()) {
            lines.print("status.on", resumeHint(details));
        }
    }

    private void print(RunStatistics statistics) {
        RunSummaryPrinter.printCalls(lines, statistics.calls(), statistics.seconds());
        lines.printText("status.waited", "status.waited.for", seconds(statistics.waited()));
        if (statistics.reason() != null) {
            lines.print("status.reason", statistics.reason());
        }
    }

    private static String folders(RunDetails details) {
        FolderCounts now = details.now();
        return now == null
                ? StatusCommand.folders(details.overview())
                : Messages.format("status.now", RunSummaryPrinter.counts(now));
    }

    private static String step(RunDetails.Step step) {
        Double seconds = step.seconds();
        return String.format(
                Locale.ROOT,
                "%-8s %-9s  %s%s%s",
                step.name(),
                step.status(),
                time(step.started()),
                seconds == null ? "" : "  " + seconds(seconds) + " s",
                step.read() == 0 ? "" : "  " + Messages.format("status.step.read", step.read()));
    }

    private static String time(@Nullable OffsetDateTime time) {
        return time == null ? "-" : TIME.format(time);
    }

    private static String slow(SlowestCall call) {
        String folder = call.folder();
        return seconds(call.seconds()) + " s  " + call.kind() + (folder == null ? "" : " " + folder)
                + (call.traceId() == null ? "" : "  " + Messages.format("status.trace", call.traceId()));
    }

    private static String error(ErrorGroup kind) {
        return kind.count() + " × " + kind.error()
                + (kind.traceIds().isEmpty()
                        ? ""
                        : "  " + Messages.format("status.trace", String.join(", ", kind.traceIds())));
    }

    private static String resumeHint(RunDetails details) {
        if (details.resumedBy() != null) {
            return Messages.format("status.on.later", details.resumedBy());
        }
        return details.resumeCommand() == null ? Messages.format("status.on.nothing") : details.resumeCommand();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
