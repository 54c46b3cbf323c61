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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the commands that work on a manifest. Each one is a property, and is validated as such. */
final class ManifestCommandOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "MANIFEST",
            descriptionKey = "manifest",
            description = "The CSV file or Excel workbook.")
    @Nullable
    Path manifest;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Take manifest and settings from jobs/NAME.yml, or from a file given by its path.")
    private @Nullable String job;

    @Option(names = "--base-url", paramLabel = "URL", description = "The API (default: the official one).")
    private @Nullable String baseUrl;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Job repository, token and results (default: ~/.pantree).")
    private @Nullable String home;

    @Option(
            names = "--parent",
            paramLabel = "DIRID",
            description = "The existing folder under which the manifest's top level goes (default: the root).")
    private @Nullable String parent;

    @Option(names = "--rate", paramLabel = "N", description = "Calls in any second at most (default: 5).")
    private @Nullable String rate;

    @Option(
            names = "--names-per-call",
            paramLabel = "auto|N",
            description = "Siblings in one mkdir at most (default: auto, as the server takes them; 1: a string).")
    private @Nullable String namesPerCall;

    @Option(names = "--concurrency", paramLabel = "N", description = "Calls in flight at most (default: 16).")
    private @Nullable String concurrency;

    @Option(
            names = "--on-existing",
            paramLabel = "adopt|fail",
            description = "A folder of that name is already there: take its dirID, or fail the row (default: adopt).")
    private @Nullable String onExisting;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the result files go (default: HOME/runs/RUN).")
    @Nullable
    String out;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description = "Stop in order at a time of day (06:30) or after a while (2h); the same command goes on.")
    private @Nullable String deadline;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "36500d",
            paramLabel = "TIME",
            parameterConsumer = OptionalDurationConsumer.class,
            description =
                    "Wait until another process that holds the home or the manifest is done, at most this long (30m), rather"
                            + " than end with exit code 6.")
    private @Nullable String waiting;

    @Option(names = "--encoding", paramLabel = "NAME", description = "The manifest's encoding (default: found out).")
    private @Nullable String encoding;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "What parts its cells: , ; | or tab (default: found out).")
    private @Nullable String delimiter;

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            description = "The sheet of an Excel workbook (default: the first).")
    private @Nullable String sheet;

    @Option(
            names = "--map",
            paramLabel = "YOURS=COLUMN",
            description = "What a column with a name of its own means, for example --map 文件夹=path. May be repeated.")
    private List<String> map = new ArrayList<>();

    @Option(names = "--trim", description = "Remove blanks around names; what changes is listed.")
    private boolean trim;

    @Option(
            names = "--normalize",
            paramLabel = "nfc",
            description = "Put names into this Unicode form; what changes is listed.")
    private @Nullable String normalize;

    @Option(names = "--json", description = "The summary as one JSON object, the only thing on standard output.")
    boolean json;

    /** The plan that a run follows; set by the command that has this option. */
    @Nullable
    Path plan;

    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (plan != null) {
            properties.putAll(SavedPlan.read(plan).settings());
            properties.put("pantree.plan", plan.toString());
        }
        put(properties, "pantree.base-url", baseUrl);
        put(properties, "pantree.home", home);
        put(properties, "pantree.parent", parent);
        put(properties, "pantree.rate", rate);
        put(properties, "pantree.names-per-call", namesPerCall);
        put(properties, "pantree.concurrency", concurrency);
        put(properties, "pantree.on-existing", onExisting);
        put(properties, "pantree.out", out);
        put(properties, "pantree.deadline", deadline);
        put(properties, "pantree.wait", waiting);
        put(properties, "pantree.encoding", encoding);
        put(properties, "pantree.delimiter", delimiter);
        put(properties, "pantree.sheet", sheet);
        put(properties, "pantree.map", map.isEmpty() ? null : String.join("\n", map));
        put(properties, "pantree.trim", trim ? "true" : null);
        put(properties, "pantree.normalize", normalize);
        return properties;
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** The job definition's file. */
    Optional<Path> jobFile() {
        return Optional.ofNullable(job).map(name -> JobDefinition.file(name, Path.of("jobs")));
    }

    /** The manifest of the command line, else that of the job definition. */
    Path manifest(Provisioning provisioning) {
        Path planned = plan == null ? null : SavedPlan.read(plan).manifest();
        // A job with an inbox has no manifest of its own, which matters only if none is named.
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

    /** Rejects a command line without a manifest, before anything is opened. */
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
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw InvalidSettingException.of("MANIFEST", file.toString(), "readable");
        }
    }
}
