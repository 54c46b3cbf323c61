package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.JobState;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code jobs}: the job definitions, with their last and next times. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = "Lists the job definitions, with their last and next run.")
final class JobsCommand implements Callable<Integer> {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Option(names = "--jobs", paramLabel = "DIR", description = "The definitions' folder (default: jobs).")
    private Path folder = Path.of("jobs");

    @Option(names = "--home", paramLabel = "DIR", description = "The home that is looked at, for all of them.")
    private @Nullable String home;

    @Option(names = "--json", description = "A JSON array, the only thing on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder) && !folder.equals(Path.of("jobs"))) {
            throw new InvalidSettingException(
                    "--jobs",
                    folder.toString(),
                    Messages.format("setting.jobs.rule"),
                    Messages.format("setting.jobs.remedy"));
        }
        Map<String, String> options = home == null ? Map.of() : Map.of("pantree.home", home);
        List<Map<String, Object>> entries = new ArrayList<>();
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
                entries.add(Map.of("file", file.toString(), "problem", String.valueOf(e.getMessage())));
                UserOutput.out().println("pantree: " + file + ": " + e.getMessage());
            }
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(entries));
        } else if (entries.isEmpty()) {
            System.out.println(Messages.format("jobs.none", folder.toAbsolutePath()));
        }
        return CommandLineInterface.exit(end);
    }

    private static Map<String, Object> entry(JobDefinition job) {
        JobSettings settings = job.settings();
        JobState state = JobState.read(settings.home(), job.name());
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("job", job.name());
        entry.put("file", job.file().toString());
        put(entry, "description", settings.description().isEmpty() ? null : settings.description());
        put(entry, "manifests", settings.source().isEmpty() ? null : settings.source());
        put(entry, "account", settings.account());
        put(entry, "schedule", settings.schedule());
        put(entry, "zone", settings.schedule() == null ? null : settings.zoneId());
        put(entry, "next", next(job).orElse(null));
        put(entry, "last_started", state.started());
        put(entry, "last_ended", state.ended());
        if (state.exit() != null) {
            entry.put("last_exit_code", state.exit());
        }
        return entry;
    }

    private static void put(Map<String, Object> entry, String name, @Nullable Object value) {
        if (value != null) {
            entry.put(name, value.toString());
        }
    }

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
