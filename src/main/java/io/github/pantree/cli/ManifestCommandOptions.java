package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Stack;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of commands for a manifest. Each option is a property, and is validated as such. */
final class ManifestCommandOptions {

    @Parameters(arity = "0..1", paramLabel = "MANIFEST", descriptionKey = "manifest")
    @Nullable
    Path manifest;

    @Option(names = "--job", paramLabel = "NAME")
    private @Nullable String job;

    @Option(names = "--base-url", paramLabel = "URL")
    private @Nullable String baseUrl;

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable String home;

    @Option(names = "--parent", paramLabel = "DIRID")
    private @Nullable String parent;

    @Option(names = "--rate", paramLabel = "N")
    private @Nullable String rate;

    @Option(names = "--names-per-call", paramLabel = "auto|N")
    private @Nullable String namesPerCall;

    @Option(names = "--concurrency", paramLabel = "N")
    private @Nullable String concurrency;

    @Option(names = "--on-existing", paramLabel = "adopt|fail")
    private @Nullable String onExisting;

    @Option(names = "--out", paramLabel = "DIR")
    @Nullable
    String out;

    @Option(names = "--deadline", paramLabel = "WHEN")
    private @Nullable String deadline;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "36500d",
            paramLabel = "TIME",
            parameterConsumer = OptionalDuration.class)
    private @Nullable String waiting;

    @Option(names = "--encoding", paramLabel = "NAME")
    private @Nullable String encoding;

    @Option(names = "--delimiter", paramLabel = "C")
    private @Nullable String delimiter;

    @Option(names = "--sheet", paramLabel = "NAME")
    private @Nullable String sheet;

    @Option(names = "--map", paramLabel = "YOURS=COLUMN")
    private List<String> map = new ArrayList<>();

    @Option(names = "--header-line", paramLabel = "N")
    private @Nullable String headerLine;

    @Option(names = "--trim")
    private boolean trim;

    @Option(names = "--normalize", paramLabel = "nfc")
    private @Nullable String normalize;

    @Option(names = "--json")
    boolean json;

    /** The plan to execute; set by the command that has this option. */
    @Nullable
    Path plan;

    /** Whether to check everything again; set by the command that has this option. */
    boolean recheck;

    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (plan != null) {
            properties.putAll(SavedPlan.read(plan).settings());
            properties.put("pantree.plan", plan.toString());
        }
        put(properties, "base-url", baseUrl);
        put(properties, "home", home);
        put(properties, "parent", parent);
        put(properties, "rate", rate);
        put(properties, "names-per-call", namesPerCall);
        put(properties, "concurrency", concurrency);
        put(properties, "on-existing", onExisting);
        put(properties, "out", out);
        put(properties, "deadline", deadline);
        put(properties, "wait", waiting);
        put(properties, "encoding", encoding);
        put(properties, "delimiter", delimiter);
        put(properties, "sheet", sheet);
        put(properties, "map", map.isEmpty() ? null : String.join("\n", map));
        put(properties, "header-line", headerLine);
        put(properties, "trim", trim ? "true" : null);
        put(properties, "normalize", normalize);
        put(properties, "recheck", recheck ? "true" : null);
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put("pantree." + name, value);
        }
    }

    /** The job definition file. */
    Optional<Path> jobFile() {
        return Optional.ofNullable(job).map(name -> JobDefinition.file(name, Path.of("jobs")));
    }

    /** The manifest from the command line or, without one, from the job definition. */
    Path manifest(Provisioning provisioning) {
        Path planned = plan == null ? null : SavedPlan.read(plan).manifest();
        // A job with an inbox has no manifest of its own; an error only if the command line names none either.
        Path file = Stream.of(manifest, planned)
                .filter(Objects::nonNull)
                .findFirst()
                .or(provisioning::manifestOfJob)
                .orElse(null);
        if (file == null) {
            throw noManifest();
        }
        checkReadable(file);
        return file;
    }

    /** Rejects a command line without a manifest before anything is opened. */
    void check() {
        if (manifest != null) {
            checkReadable(manifest);
        } else if (job == null && plan == null) {
            throw noManifest();
        }
    }

    private static InvalidSettingException noManifest() {
        return InvalidSettingException.of("MANIFEST", "", "manifest");
    }

    private static void checkReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw InvalidSettingException.of("MANIFEST", file.toString(), "manifestFolder");
        }
        if (file.toString().equals("-") || (Files.exists(file) && !Files.isRegularFile(file))) {
            throw InvalidSettingException.of("MANIFEST", file.toString(), "pipe");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw InvalidSettingException.of("MANIFEST", file.toString(), "readable");
        }
    }

    /**
     * Consumes the duration after an option that also works without one; other text is the next argument, often the
     * manifest.
     */
    private static final class OptionalDuration implements IParameterConsumer {

        private static final Pattern TIME =
                Pattern.compile("[+-]?\\d+(ns|us|ms|s|m|h|d)?|[+-]?[Pp][0-9DTHMSdthms.+-]+");

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's stack
        public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
            boolean time =
                    !arguments.isEmpty() && TIME.matcher(arguments.peek()).matches();
            argument.setValue(time ? arguments.pop() : ((OptionSpec) argument).fallbackValue());
        }
    }
}
