package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.CallCounts;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.support.Json;
import io.github.pantree.support.SlowestCall;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is recorded of a run.
 *
 * @param overview its entry in the list of runs
 * @param ended null if the run was killed, or is in progress
 * @param now the current counts of the manifest's folders, if the run was killed and is the manifest's last one
 * @param statistics null if the run was killed, or executed by a version that stored none
 * @param errors for a killed run, the current errors of the manifest
 * @param resumeCommand the command that resumes the run; null if nothing is left to do, if the run is in progress, or
 *     if a later one resumed it
 * @param resumedBy the manifest's last run, if that is a later one
 */
public record RunDetails(
        RunOverview overview,
        @Nullable OffsetDateTime ended,
        @Nullable FolderCounts now,
        List<Step> steps,
        @Nullable RunStatistics statistics,
        List<ErrorGroup> errors,
        @Nullable String resumeCommand,
        @Nullable String resumedBy) {

    private static final double MILLIS = 1000.0;

    /** The details of a run in progress, as it publishes them. */
    public static RunDetails of(PublishedProgress progress) {
        return new RunDetails(RunOverview.of(progress), null, null, List.of(), null, List.of(), null, null);
    }

    /** Whether the run is in progress. */
    public boolean isInProgress() {
        return overview.state().isInProgress();
    }

    /**
     * A step of the job.
     *
     * @param status Spring Batch's status in lower case, or "killed" if the process ended during the step
     * @param read number of rows or folders that it read; 0 for a step without input
     */
    public record Step(
            @JsonProperty("step") String name,
            String status,
            @Nullable OffsetDateTime started,
            @Nullable OffsetDateTime ended,
            long read) {

        /** Null unless the step has started and ended. */
        public @Nullable Double seconds() {
            return started == null || ended == null
                    ? null
                    : Duration.between(started, ended).toMillis() / MILLIS;
        }
    }

    private record Content(
            @JsonUnwrapped RunOverview overview,
            @Nullable OffsetDateTime ended,
            @JsonInclude(Include.NON_NULL) @Nullable FolderCounts foldersNow,
            List<Step> steps,
            @JsonUnwrapped @Nullable StatisticsContent statistics,
            List<ErrorGroup> errors,
            @JsonProperty("went_on") @Nullable String resumedBy,
            @JsonProperty("go_on") @Nullable String resumeCommand) {}

    private record StatisticsContent(
            CallsContent calls,
            double seconds,
            List<SlowestCall> slowest,
            @Nullable String reason) {}

    private record CallsContent(@JsonUnwrapped CallCounts sent, double waitedSeconds) {}

    /** As one line of JSON, with the documented keys. */
    public String json() {
        StatisticsContent content = statistics == null
                ? null
                : new StatisticsContent(
                        new CallsContent(statistics.calls(), statistics.waited()),
                        statistics.seconds(),
                        statistics.slowest(),
                        statistics.reason());
        return Json.write(new Content(overview, ended, now, steps, content, errors, resumedBy, resumeCommand));
    }
}
