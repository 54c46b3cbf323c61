package io.github.pantree.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.schedule.JobState;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobs}: lists the job definitions, with their last and next runs. */
@Command(name = "jobs", mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {

    @Option(names = "--jobs", paramLabel = "DIR")
    private Path folder = Path.of("jobs");

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable String home;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder) && !folder.equals(Path.of("jobs"))) {
            throw InvalidSettingException.of("--jobs", folder.toString(), "jobs");
        }
        List<Object> entries = new ArrayList<>();
        RunStatus end = list(entries);
        if (json) {
            System.out.println(Json.write(entries));
        } else if (entries.isEmpty()) {
            System.out.println(Messages.format("jobs.none", folder.toAbsolutePath()));
        }
        return end.exitCode();
    }

    /** Adds all jobs, and prints them unless as JSON. */
    private RunStatus list(List<Object> entries) {
        Map<String, String> options = home == null ? Map.of() : Map.of("pantree.home", home);
        RunStatus end = RunStatus.COMPLETED;
        for (Path file : JobDefinition.files(folder)) {
            try {
                JobDefinition job = JobDefinition.read(file, options);
                Entry entry = entry(job);
                entries.add(entry);
                if (!json) {
                    print(entry, job.settings().zoneId());
                }
            } catch (InvalidSettingException e) {
                end = RunStatus.BAD_SETTING;
                entries.add(new Invalid(file.toString(), String.valueOf(e.getMessage())));
                UserOutput.out().println("pantree: " + file + ": " + e.getMessage());
            }
        }
        return end;
    }

    private static Entry entry(JobDefinition job) {
        JobSettings settings = job.settings();
        JobState state = JobState.read(settings.home(), job.name());
        return new Entry(
                job.name(),
                job.file().toString(),
                settings.description().isEmpty() ? null : settings.description(),
                settings.source().isEmpty() ? null : settings.source(),
                settings.account(),
                settings.schedule(),
                settings.schedule() == null ? null : settings.zoneId(),
                settings.next(TimeSource.SYSTEM.now()).orElse(null),
                state.started(),
                state.ended(),
                state.exit());
    }

    @JsonInclude(Include.NON_NULL)
    private record Entry(
            String job,
            String file,
            @Nullable String description,
            @Nullable String manifests,
            @Nullable String account,
            @Nullable String schedule,
            @Nullable ZoneId zone,
            @Nullable Instant next,
            @Nullable Instant lastStarted,
            @Nullable Instant lastEnded,
            @Nullable Integer lastExitCode) {}

    private record Invalid(String file, String problem) {}

    private static void print(Entry job, ZoneId zone) {
        LabelledLines lines = new LabelledLines(System.out);
        System.out.println(job.job() + (job.description() == null ? "" : "  " + job.description()));
        lines.print("jobs.manifests", Objects.requireNonNullElse(job.manifests(), "-"));
        if (job.account() != null) {
            lines.print("jobs.account", job.account());
        }
        if (job.next() == null) {
            lines.printText("jobs.next", "jobs.unscheduled");
        } else {
            lines.print("jobs.next", when(job.next(), zone) + "  (" + job.schedule() + ")");
        }
        lines.print("jobs.last", last(job, zone));
    }

    private static String last(Entry job, ZoneId zone) {
        if (job.lastStarted() == null) {
            return Messages.format("jobs.never");
        }
        Integer exit = job.lastExitCode();
        return when(job.lastStarted(), zone) + "  " + (exit == null ? Messages.format("jobs.notEnded") : ended(exit));
    }

    private static String ended(int exit) {
        return Messages.format(
                "jobs.exit",
                exit,
                RunStatus.ofExitCode(exit).map(RunStatus::label).orElse(""));
    }

    private static String when(Instant time, ZoneId zone) {
        return DisplayTime.format(time.atZone(zone));
    }
}
