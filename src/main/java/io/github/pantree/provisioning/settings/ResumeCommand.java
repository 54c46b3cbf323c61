package io.github.pantree.provisioning.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** The command that resumes a run: the original options with absolute paths, without {@code --home}. */
public final class ResumeCommand {

    /** The properties that are options of {@code run}; credentials never are. */
    private static final List<String> OPTIONS = List.of(
            "base-url",
            "parent",
            "rate",
            "names-per-call",
            "concurrency",
            "on-existing",
            "out",
            "deadline",
            "encoding",
            "delimiter",
            "sheet",
            "map",
            "header-line",
            "trim",
            "normalize",
            "plan",
            "recheck");

    private static final Set<String> PATHS = Set.of("job", "out", "plan");
    private static final Set<String> FLAGS = Set.of("trim", "recheck");
    /** The maximum length that the job repository can store. */
    private static final int LONGEST = 2_400;

    private ResumeCommand() {}

    /**
     * The command for a manifest; for a manifest that a job definition names, the command for the whole job.
     *
     * @param properties the properties from the command line
     * @param job the job definition file, if any
     * @param settings the settings of that file
     */
    public static String command(Path file, Map<String, String> properties, Optional<Path> job, JobSettings settings) {
        boolean own = settings.inbox() != null
                || settings.manifests().stream()
                        .anyMatch(one -> one.toAbsolutePath().normalize().equals(file));
        if (job.isEmpty() || !own) {
            return command(file, properties, job);
        }
        // Each manifest of a job has its own result folder.
        Map<String, String> shared = new LinkedHashMap<>(properties);
        shared.remove("pantree.out");
        return ofJob(job.get(), shared);
    }

    /** The command for a manifest, with the settings of a job definition, if any. */
    public static String command(Path file, Map<String, String> properties, Optional<Path> job) {
        StringJoiner words =
                new StringJoiner(" ").add("pantree run").add(ShellQuoting.quote(absolute(file.toString())));
        job.ifPresent(definition -> add(words, "job", definition.toString()));
        return with(properties, words);
    }

    /** The command that runs a job. */
    public static String ofJob(Path definition, Map<String, String> properties) {
        StringJoiner words = new StringJoiner(" ").add("pantree run");
        add(words, "job", definition.toString());
        return with(properties, words);
    }

    /** Adds the home, which may have been moved since the command was stored. */
    public static String in(Path home, String command) {
        return command + " --home " + ShellQuoting.quote(absolute(home.toString()));
    }

    /** Whether the job repository can store a command. */
    public static boolean isStorable(String command) {
        return command.length() <= LONGEST;
    }

    private static String with(Map<String, String> given, StringJoiner words) {
        for (String option : OPTIONS) {
            String value = given.get("pantree." + option);
            if (value != null) {
                add(words, option, value);
            }
        }
        return words.toString();
    }

    private static void add(StringJoiner words, String option, String value) {
        if (FLAGS.contains(option)) {
            words.add("--" + option);
            return;
        }
        // Each entry of a map becomes an option. An empty value overrides one of the configuration.
        Stream<String> lines = value.isEmpty() ? Stream.of("") : value.lines();
        boolean path = PATHS.contains(option) && !value.isEmpty();
        lines.forEach(line -> words.add("--" + option).add(ShellQuoting.quote(path ? absolute(line) : line)));
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
