package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.support.DisplayTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the list of runs, with its JSON keys.
 *
 * @param started in the machine's time zone, in whole milliseconds
 * @param name the name under which its user knows an uploaded manifest; null for a file that has its own name
 * @param folders the counts at its end, or the current ones of a run in progress; null if it was killed
 * @param progress published by a run in progress in this home; null if it has ended, or works with another home
 */
@JsonPropertyOrder({"run", "manifest", "status", "started", "folders"})
public record RunOverview(
        String run,
        OffsetDateTime started,
        String manifest,
        @JsonInclude(Include.NON_NULL) @Nullable String name,
        @JsonProperty("status") RunState state,
        @Nullable FolderCounts folders,
        @JsonInclude(Include.NON_NULL) @Nullable PublishedProgress progress) {

    /** A run in progress, as it publishes itself. */
    public static RunOverview of(PublishedProgress progress) {
        return new RunOverview(
                progress.run(),
                progress.started().atZone(ZoneId.systemDefault()).toOffsetDateTime(),
                progress.manifest(),
                progress.name(),
                progress.status(),
                progress.folders(),
                progress);
    }

    /** The start for display. */
    public String when() {
        return DisplayTime.format(started);
    }
}
