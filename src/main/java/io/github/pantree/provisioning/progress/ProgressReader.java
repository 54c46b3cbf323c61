package io.github.pantree.provisioning.progress;

import io.github.pantree.provisioning.lock.ProcessFileLock;
import io.github.pantree.support.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Reads the progress that the runs of a home publish, without opening the home: one entry, about a second old, for each
 * run in progress, in any process of this machine.
 *
 * <p>Beside each file is a lock that the run's process holds. If the lock is free, the process was killed.
 */
public final class ProgressReader {

    /** The folder of the home with one file per run in progress. */
    static final String FOLDER = "progress";

    private static final String ENDING = ".json";
    private static final Logger log = LoggerFactory.getLogger(ProgressReader.class);

    private ProgressReader() {}

    /** The runs in progress, newest first. */
    public static List<PublishedProgress> running(Path home) {
        List<PublishedProgress> running = new ArrayList<>();
        for (Path file : files(home)) {
            read(file).filter(progress -> isHeld(lock(file))).ifPresent(running::add);
        }
        running.sort(Comparator.comparing(PublishedProgress::started)
                .thenComparing(PublishedProgress::run)
                .reversed());
        return running;
    }

    /** The progress of a run, if it is in progress. */
    public static Optional<PublishedProgress> of(Path home, String run) {
        return running(home).stream()
                .filter(progress -> progress.run().equals(run))
                .findFirst();
    }

    static Path file(Path home, String run) {
        return home.resolve(FOLDER).resolve(run + ENDING);
    }

    static Path lock(Path file) {
        return file.resolveSibling(String.valueOf(file.getFileName()).replaceFirst("json$", "lock"));
    }

    /** Deletes the files of killed processes. The lock of a run is created before its file. */
    static void deleteAbandoned(Path home) throws IOException {
        for (Path file : files(home)) {
            if (!isHeld(lock(file))) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(lock(file));
            }
        }
    }

    private static List<Path> files(Path home) {
        List<Path> files = new ArrayList<>();
        Path folder = home.resolve(FOLDER);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "[!.]*" + ENDING)) {
                found.forEach(files::add);
            } catch (IOException e) {
                log.debug("The published progress cannot be listed", e);
            }
        }
        return files;
    }

    private static boolean isHeld(Path lock) {
        try {
            return ProcessFileLock.isHeld(lock);
        } catch (IOException e) {
            log.debug("The lock of a run cannot be checked", e);
            return false;
        }
    }

    /** Empty if the file has just been deleted, or is not a progress file. */
    private static Optional<PublishedProgress> read(Path file) {
        try {
            return Optional.of(Json.read(Files.readString(file), PublishedProgress.class));
        } catch (IOException | JacksonException e) {
            log.debug("The published progress cannot be read", e);
            return Optional.empty();
        }
    }
}
