package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run in the job repository, and its keys in JSON.
 *
 * @param started in the machine's time zone, whole milliseconds
 * @param state the status of its summary, or killed
 * @param folders the counts at its end; null if it was killed
 */
@JsonPropertyOrder({"run", "manifest", "status", "started", "folders"})
public record RunOverview(
        String run,
        OffsetDateTime started,
        String manifest,
        @JsonProperty("status") String state,
        @Nullable FolderCounts folders) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** Its start, local time, for a person. */
    public String when() {
        return WHEN.format(started);
    }
}
