package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.RunDetails;
import io.github.pantree.provisioning.history.RunOverview;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.progress.ProgressReader;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: lists the runs of a home, or shows the details of one. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;

    /** The list of runs, with the documented keys. */
    record StatusJson(String home, long databaseBytes, List<RunOverview> runs, List<String> names) {}

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable String home;

    @Option(names = "--run", paramLabel = "ID")
    private @Nullable String run;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--html")
    private boolean html;

    @Override
    public Integer call() throws IOException {
        if (html && run == null) {
            throw InvalidSettingException.of("--run", "", "html");
        }
        if (home != null && !Files.exists(Path.of(home))) {
            reportAbsent(home);
            return RunStatus.COMPLETED.exitCode();
        }
        Map<String, String> properties = home == null ? Map.of() : Map.of("pantree.home", home);
        try (Provisioning provisioning = Provisioning.open(OpenMode.STATUS, properties, Optional.empty())) {
            if (run == null) {
                list(provisioning);
            } else if (html) {
                String report = provisioning.history().writeReport(run).toString();
                System.out.println(json ? Json.write(Map.of("report", report)) : report);
            } else {
                show(provisioning.history().details(run));
            }
        } catch (LockedException e) {
            Path locked = e.home().orElseThrow(() -> e);
            List<PublishedProgress> running = ProgressReader.running(locked);
            if (!showRunning(locked, running)) {
                throw e;
            }
        }
        return RunStatus.COMPLETED.exitCode();
    }

    /** Prints the runs in progress, whose process uses the database; false if the requested run is not among them. */
    private boolean showRunning(Path locked, List<PublishedProgress> running) {
        Optional<PublishedProgress> found = running.stream()
                .filter(progress -> run == null
                        || progress.run().equals(run)
                        || progress.run().endsWith("-" + run))
                .findFirst();
        if (found.isPresent() && html) {
            throw InvalidSettingException.of("--html", found.get().run(), "ended");
        }
        if (found.isPresent() && run != null) {
            show(RunDetails.of(found.get()));
        } else if (found.isPresent()) {
            list(locked, running.stream().map(RunOverview::of).toList());
        }
        return found.isPresent();
    }

    private void list(Path locked, List<RunOverview> running) {
        if (json) {
            long size = Provisioning.databaseSize(locked);
            System.out.println(Json.write(new StatusJson(locked.toString(), size, running, List.of())));
            return;
        }
        print(running);
        System.out.println(Messages.format("status.locked"));
    }

    private static void print(List<RunOverview> runs) {
        LabelledLines lines = new LabelledLines(System.out);
        for (RunOverview overview : runs) {
            System.out.print(headline(overview) + System.lineSeparator() + "  ");
            lines.print("report.folders", folders(overview));
            PublishedProgress progress = overview.progress();
            if (progress != null) {
                lines.print("status.progress", ProgressText.line(progress.toProgress()));
            }
        }
    }

    private void reportAbsent(String nowhere) {
        if (run != null) {
            throw new InvalidSettingException(
                    "--run", run, Messages.format("setting.run.rule", nowhere), Messages.format("setting.run.none"));
        }
        System.out.println(
                json
                        ? Json.write(new StatusJson(nowhere, 0, List.of(), List.of()))
                        : Messages.format("status.noHome", nowhere));
    }

    private void list(Provisioning provisioning) {
        List<RunOverview> runs = provisioning.history().runs();
        String home = provisioning.home().toString();
        long size = provisioning.databaseSize();
        if (json) {
            System.out.println(Json.write(new StatusJson(home, size, runs, provisioning.capabilities())));
            return;
        }
        if (runs.isEmpty()) {
            System.out.println(Messages.format("status.none", home));
        }
        print(runs);
        LabelledLines lines = new LabelledLines(System.out);
        provisioning.capabilities().forEach(known -> lines.print("status.names", known));
        lines.print("status.database", formatBytes(size));
    }

    private static String formatBytes(long bytes) {
        return bytes < MIB
                ? String.format(Locale.ROOT, "%.0f KiB", bytes / KIB)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }

    private void show(RunDetails details) {
        if (json) {
            System.out.println(details.json());
        } else {
            new RunDetailsPrinter(System.out).print(details);
        }
    }

    static String folders(RunOverview line) {
        FolderCounts folders = line.folders();
        if (folders == null) {
            return Messages.format(line.state().equals(RunState.KILLED) ? "status.killed" : "status.unrecorded");
        }
        return RunSummaryPrinter.counts(folders);
    }

    static String headline(RunOverview line) {
        String manifest = line.name() == null ? line.manifest() : line.name() + " (" + line.manifest() + ")";
        return String.format(
                "%s  %s  %-22s  %s", line.run(), line.when(), line.state().label(), manifest);
    }
}
