package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the list of runs, with its JSON keys.
 *
 * @param started in the machine's time zone, in whole milliseconds
 * @param state the status in its summary, or "killed"
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

    /** The start in local time, for display. */
    public String when() {
        return WHEN.format(started);
    }
}
