package io.github.pantree.console;

import io.github.pantree.console.ProgressLine.Shown;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.progress.ProgressReader;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.support.Json;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The runs in the console's home and in those of the jobs: those in progress, and the folders of those that ended. */
final class RunFolders {

    private static final Logger log = LoggerFactory.getLogger(RunFolders.class);

    private static final Pattern RUN = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)-(\\d\\d)(\\d\\d)(\\d\\d)-\\d+");

    private final Path home;
    private final JobScheduler scheduler;
    private final UploadStore uploads;

    RunFolders(Path home, JobScheduler scheduler, UploadStore uploads) {
        this.home = home;
        this.scheduler = scheduler;
        this.uploads = uploads;
    }

    /**
     * A run as a page shows it.
     *
     * @param home the number of its home
     * @param manifest the file's name
     * @param state the key of its status
     */
    record RunView(
            int home, String run, String at, String manifest, String state, FolderCounts folders, List<String> files) {}

    /**
     * A run in progress, of any process that uses one of the homes.
     *
     * @param upload the upload that it runs; null if it runs another manifest
     */
    record RunningView(String manifest, String at, @Nullable String upload, Shown now) {}

    private record Folder(int home, Path path) {}

    /** The console's home first, then those of the jobs. */
    List<Path> homes() {
        return Stream.concat(Stream.of(home), scheduler.homes().stream())
                .map(one -> one.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /** Runs that have a summary, the newest first. */
    List<RunView> newest(int from, int limit) throws IOException {
        List<Folder> folders = new ArrayList<>();
        List<Path> homes = homes();
        for (int i = 0; i < homes.size(); i++) {
            int number = i;
            Path runs = homes.get(i).resolve("runs");
            if (Files.isDirectory(runs)) {
                try (Stream<Path> found = Files.list(runs)) {
                    found.filter(path -> RUN.matcher(name(path)).matches())
                            .map(path -> new Folder(number, path))
                            .forEach(folders::add);
                }
            }
        }
        return folders.stream()
                .sorted(Comparator.comparing((Folder folder) -> name(folder.path()))
                        .reversed())
                .map(this::view)
                .flatMap(Optional::stream)
                .skip(from)
                .limit(limit)
                .toList();
    }

    private Optional<RunView> view(Folder folder) {
        Path file = folder.path().resolve(ResultFileNames.SUMMARY);
        try {
            JsonNode summary = Json.read(Files.readString(file));
            String run = name(folder.path());
            return Optional.of(new RunView(
                    folder.home(),
                    run,
                    RUN.matcher(run).replaceFirst("$1-$2-$3 $4:$5"),
                    UploadView.shown(manifest(
                            summary.path("manifest").asString(""),
                            summary.path("name").stringValue(null))),
                    "status." + summary.path("status").asString(RunStatus.DEFECT.label()),
                    counts(summary.path("folders")),
                    FileController.OF_RUN.stream()
                            .filter(name -> Files.isRegularFile(folder.path().resolve(name)))
                            .toList()));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            log.debug("Unreadable: {}", file, e);
            return Optional.empty();
        }
    }

    /** What the runs in progress publish, the newest first. */
    List<RunningView> running() {
        return homes().stream()
                .flatMap(one -> ProgressReader.running(one).stream())
                .sorted(Comparator.comparing(PublishedProgress::started).reversed())
                .map(this::running)
                .toList();
    }

    private RunningView running(PublishedProgress run) {
        return new RunningView(
                UploadView.shown(manifest(run.manifest(), run.name())),
                UploadView.when(run.started()),
                upload(run.manifest()).map(Upload::id).orElse(null),
                ProgressLine.of(run));
    }

    /**
     * The name that its user knows.
     *
     * @param title that name, of an uploaded file; null if it has its own name, or was run by an older version
     */
    private String manifest(String file, @Nullable String title) {
        return title != null ? title : upload(file).map(Upload::name).orElseGet(() -> name(file));
    }

    private Optional<Upload> upload(String file) {
        return path(file)
                .flatMap(found -> Optional.ofNullable(found.getParent()))
                .flatMap(folder -> uploads.find(name(folder)));
    }

    /** Empty for a file of another process whose name cannot be represented in the locale of this one. */
    private static Optional<Path> path(String file) {
        try {
            return Optional.of(Path.of(file));
        } catch (InvalidPathException e) {
            log.debug("Not a path here: {}", file, e);
            return Optional.empty();
        }
    }

    private static String name(String file) {
        return path(file).map(RunFolders::name).orElseGet(() -> file.substring(file.lastIndexOf('/') + 1));
    }

    private static FolderCounts counts(JsonNode folders) {
        return new FolderCounts(
                folders.path("created").asLong(0),
                folders.path("existed").asLong(0),
                folders.path("failed").asLong(0),
                folders.path("blocked").asLong(0),
                folders.path("pending").asLong(0));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** A result file of a run; empty if there is none. */
    Optional<Path> file(int number, String run, String name) {
        List<Path> homes = homes();
        boolean known = number >= 0
                && number < homes.size()
                && RUN.matcher(run).matches()
                && FileController.OF_RUN.contains(name);
        return known
                ? Optional.of(homes.get(number).resolve("runs").resolve(run).resolve(name))
                        .filter(Files::isRegularFile)
                : Optional.empty();
    }
}
