package io.github.pantree.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.JobState;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobs}: the job definitions, with their last and next times. */
@Command(name = "jobs", mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

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
        Map<String, String> options = home == null ? Map.of() : Map.of("pantree.home", home);
        List<Object> entries = new ArrayList<>();
        RunStatus end = RunStatus.COMPLETED;
        for (Path file : JobDefinition.files(folder)) {
            try {
                JobDefinition job = JobDefinition.read(file, options);
                entries.add(entry(job));
                if (!json) {
                    print(job);
                }
            } catch (InvalidSettingException e) {
                end = RunStatus.BAD_SETTING;
                entries.add(new Invalid(file.toString(), String.valueOf(e.getMessage())));
                UserOutput.out().println("pantree: " + file + ": " + e.getMessage());
            }
        }
        if (json) {
            System.out.println(Json.write(entries));
        } else if (entries.isEmpty()) {
            System.out.println(Messages.format("jobs.none", folder.toAbsolutePath()));
        }
        return CommandLineInterface.exit(end);
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
                next(job).orElse(null),
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

    private static Optional<Instant> next(JobDefinition job) {
        return JobScheduler.next(job, TimeSource.SYSTEM.now());
    }

    private static void print(JobDefinition job) {
        JobSettings settings = job.settings();
        ZoneId zone = settings.zoneId();
        System.out.println(job.name() + (settings.description().isEmpty() ? "" : "  " + settings.description()));
        line("jobs.manifests", settings.source().isEmpty() ? "-" : settings.source());
        if (settings.account() != null) {
            line("jobs.account", settings.account());
        }
        line(
                "jobs.next",
                next(job)
                        .map(time -> when(time, zone) + " " + zone + "  (" + settings.schedule() + ")")
                        .orElseGet(() -> Messages.format("jobs.unscheduled")));
        line("jobs.last", last(JobState.read(settings.home(), job.name()), zone));
    }

    private static void line(String key, String value) {
        System.out.println(LabelledLines.line(key, value));
    }

    private static String last(JobState state, ZoneId zone) {
        Instant started = state.started();
        if (started == null) {
            return Messages.format("jobs.never");
        }
        Integer exit = state.exit();
        return when(started, zone) + "  "
                + (exit == null ? Messages.format("jobs.open") : Messages.format("jobs.exit", exit, status(exit)));
    }

    private static String status(int code) {
        return Stream.of(RunStatus.values())
                .filter(end -> end.exitCode() == code)
                .map(RunStatus::label)
                .findFirst()
                .orElse("");
    }

    private static String when(Instant time, ZoneId zone) {
        return WHEN.format(time.atZone(zone));
    }
}
