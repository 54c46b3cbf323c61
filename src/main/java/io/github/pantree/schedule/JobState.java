package io.github.pantree.schedule;

import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is remembered of a job between its turns, in a small file of the home: it can be read while a run holds the
 * database.
 *
 * @param due the last time of its schedule that was answered for
 * @param started when its last turn began
 * @param ended when that turn ended; null while it goes on, or if its process died
 * @param exit the exit code of that turn; null as {@code ended}
 * @param stopped whether that turn was told to stop, so that the next one should not wait
 * @param came when a manifest was last taken
 * @param seen since when it is known
 * @param missed the day of which somebody was told that no manifest had come
 */
public record JobState(
        @Nullable Instant due,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable Integer exit,
        boolean stopped,
        @Nullable Instant came,
        @Nullable Instant seen,
        @Nullable LocalDate missed) {

    private static final Logger log = LoggerFactory.getLogger(JobState.class);
    private static final JobState NEW = new JobState(null, null, null, null, false, null, null, null);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A job that has had no turn yet is known, too. */
    public static JobState read(Path home, String job) {
        Path file = file(home, job);
        try {
            if (!Files.isRegularFile(file)) {
                return NEW;
            }
            JsonNode node = JSON.readTree(Files.readString(file));
            return new JobState(
                    instant(node, "due"),
                    instant(node, "started"),
                    instant(node, "ended"),
                    node.path("exit").isInt() ? node.path("exit").asInt() : null,
                    node.path("stopped").asBoolean(false),
                    instant(node, "came"),
                    instant(node, "seen"),
                    node.path("missed").isString()
                            ? LocalDate.parse(node.path("missed").asString())
                            : null);
        } catch (IOException | JacksonException | DateTimeException e) {
            log.debug("Nothing is known from {}", file, e);
            return NEW;
        }
    }

    /** Changes what is remembered; a schedule and a turn may do so at the same time. */
    static synchronized void update(Path home, String job, UnaryOperator<JobState> change) throws IOException {
        change.apply(read(home, job)).write(home, job);
    }

    private static @Nullable Instant instant(JsonNode node, String name) {
        return node.path(name).isString() ? Instant.parse(node.path(name).asString()) : null;
    }

    private static Path file(Path home, String job) {
        return home.resolve("jobs").resolve(job + ".json");
    }

    private void write(Path home, String job) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        put(content, "due", due);
        put(content, "started", started);
        put(content, "ended", ended);
        if (exit != null) {
            content.put("exit", exit);
        }
        content.put("stopped", stopped);
        put(content, "came", came);
        put(content, "seen", seen);
        put(content, "missed", missed);
        Path file = file(home, job);
        OwnerOnlyFiles.createFolder(home.resolve("jobs"));
        OwnerOnlyFiles.replace(file, temporary -> Files.writeString(temporary, JSON.writeValueAsString(content)));
    }

    private static void put(Map<String, Object> content, String name, @Nullable Object value) {
        if (value != null) {
            content.put(name, value.toString());
        }
    }

    JobState due(Instant time) {
        return new JobState(time, started, ended, exit, stopped, came, seen, missed);
    }

    JobState started(Instant time) {
        return new JobState(due, time, null, null, false, came, seen, missed);
    }

    JobState ended(Instant time, int code, boolean told) {
        return new JobState(due, started, time, code, told, came, seen, missed);
    }

    JobState came(Instant time) {
        return new JobState(due, started, ended, exit, stopped, time, seen, missed);
    }

    /** Only the first time counts. */
    JobState seen(Instant time) {
        return seen == null ? new JobState(due, started, ended, exit, stopped, came, time, missed) : this;
    }

    JobState missed(LocalDate day) {
        return new JobState(due, started, ended, exit, stopped, came, seen, day);
    }

    /** Whether its last turn did not come to an end of its own: killed, or told to stop. */
    boolean wasInterrupted() {
        return started != null && (ended == null || stopped);
    }
}
