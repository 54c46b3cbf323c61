package io.github.pantree.provisioning.progress;

import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.lock.ProcessFileLock;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Json;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the progress of a run about once a second, from its start until it is closed. If the progress cannot be
 * published, the run continues nevertheless.
 */
public final class ProgressPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProgressPublisher.class);

    private final ProgressTracker tracker;
    private final StopSignal stop;
    private final Path home;
    private final TimeSource timing;
    private @Nullable Publication current;

    public ProgressPublisher(ProgressTracker tracker, StopSignal stop, RunSettings settings, TimeSource timing) {
        this.tracker = tracker;
        this.stop = stop;
        this.home = settings.home();
        this.timing = timing;
    }

    /**
     * Starts to publish a run.
     *
     * @param run the name of the run
     * @param name the name under which its user knows an uploaded manifest; null for a file that has its own name
     */
    public synchronized void start(String run, Path manifest, @Nullable String name) {
        close();
        try {
            OwnerOnlyFiles.createFolder(home.resolve(ProgressReader.FOLDER));
            ProgressReader.deleteAbandoned(home);
            current = new Publication(run, manifest.toString(), name);
        } catch (IOException | LockedException e) {
            log.debug("The progress of {} is not published", run, e);
        }
    }

    /** Ends the publication: the run is no longer in progress. */
    @Override
    public synchronized void close() {
        if (current != null) {
            current.end();
            current = null;
        }
    }

    /** The file of one run, while it exists. */
    private final class Publication {

        private final String run;
        private final String manifest;
        private final @Nullable String name;
        private final Path file;
        private final ProcessFileLock lock;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "published-progress");
            thread.setDaemon(true);
            return thread;
        });
        private boolean over;

        Publication(String run, String manifest, @Nullable String name) throws IOException {
            this.run = run;
            this.manifest = manifest;
            this.name = name;
            this.file = ProgressReader.file(home, run);
            this.lock = ProcessFileLock.acquire(
                    ProgressReader.lock(file), "run", holder -> LockedException.home(home, holder));
            publish();
            var unused = clock.scheduleWithFixedDelay(this::publish, 1, 1, TimeUnit.SECONDS);
        }

        private synchronized void publish() {
            if (over) {
                return;
            }
            PublishedProgress now =
                    PublishedProgress.of(run, manifest, name, stop.isRequested(), timing.now(), tracker.snapshot());
            try {
                OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, Json.write(now) + "\n"));
            } catch (IOException e) {
                log.debug("The progress of {} is not published this time", run, e);
            }
        }

        private synchronized void end() {
            over = true;
            clock.shutdownNow();
            try (lock) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.debug("The published progress of {} cannot be deleted", run, e);
            }
            try {
                Files.deleteIfExists(ProgressReader.lock(file));
            } catch (IOException e) {
                log.debug("The published progress of {} cannot be deleted", run, e);
            }
        }
    }
}
