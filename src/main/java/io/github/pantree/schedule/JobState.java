package io.github.pantree.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.pantree.support.FileMutex;
import io.github.pantree.support.Json;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The state of a job between its runs, in a small file in the home, which can be read while a run uses the database.
 *
 * @param due the last scheduled time that was handled
 * @param started when the job last started
 * @param ended when it ended; null while it is running, or if its process died
 * @param exit its exit code; null if {@code ended} is
 * @param stopped whether it was stopped from outside, so that it should start again immediately
 * @param arrived when a manifest was last claimed
 * @param seen when the job was first seen
 * @param missed the last day for which a missing manifest was reported
 */
@JsonInclude(Include.NON_NULL)
public record JobState(
        @Nullable Instant due,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable Integer exit,
        boolean stopped,
        @JsonProperty("came") @Nullable Instant arrived,
        @Nullable Instant seen,
        @Nullable LocalDate missed) {

    private static final Logger log = LoggerFactory.getLogger(JobState.class);
    private static final JobState NEW = new JobState(null, null, null, null, false, null, null, null);

    /** The state of a job; empty if the job has never run, or its file cannot be read. */
    public static JobState read(Path home, String job) {
        Path file = file(home, job);
        try {
            return Files.isRegularFile(file)
                    ? Objects.requireNonNullElse(Json.read(Files.readString(file), JobState.class), NEW)
                    : NEW;
        } catch (IOException | JacksonException e) {
            log.debug("Unreadable: {}", file, e);
            return NEW;
        }
    }

    /**
     * Changes the file; the scheduler, a run and another process may do so at the same time.
     *
     * @return whether it was another state before
     */
    static boolean update(Path home, String job, UnaryOperator<JobState> change) throws IOException {
        return new FileMutex(home.resolve("jobs").resolve(".lock")).locked(() -> {
            JobState before = read(home, job);
            JobState after = change.apply(before);
            String content = Json.write(after);
            OwnerOnlyFiles.replace(file(home, job), temporary -> Files.writeString(temporary, content));
            return !after.equals(before);
        });
    }

    private static Path file(Path home, String job) {
        return home.resolve("jobs").resolve(job + ".json");
    }

    JobState withDue(Instant time) {
        return new JobState(time, started, ended, exit, stopped, arrived, seen, missed);
    }

    JobState withStart(Instant time) {
        return new JobState(due, time, null, null, false, arrived, seen, missed);
    }

    JobState withEnd(Instant time, int code, boolean wasStopped) {
        return new JobState(due, started, time, code, wasStopped, arrived, seen, missed);
    }

    JobState withManifest(Instant time) {
        return new JobState(due, started, ended, exit, stopped, time, seen, missed);
    }

    /** Only the first call has an effect. */
    JobState withFirstSight(Instant time) {
        return seen == null ? new JobState(due, started, ended, exit, stopped, arrived, time, missed) : this;
    }

    JobState withMissedDay(LocalDate day) {
        return new JobState(due, started, ended, exit, stopped, arrived, seen, day);
    }

    /** Whether the job did not end by itself: it was killed, or stopped from outside. */
    boolean wasInterrupted() {
        return started != null && (ended == null || stopped);
    }
}
