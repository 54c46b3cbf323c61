package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.Summary;
import io.github.pantree.support.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run.
 *
 * @param line what the list of runs says of it
 * @param ended null if it was killed
 * @param now the counts of the manifest's folders at present, if the run was killed and is the manifest's last one
 * @param figures null if it was killed, or belongs to a version that kept none
 * @param errors of a run that was killed, those of the manifest at present
 * @param resumeCommand the command that resumes the run; null if nothing is left to do, or a later run resumed it
 * @param wentOn the manifest's last run, if that is another one
 */
public record RunDetails(
        RunOverview line,
        @Nullable OffsetDateTime ended,
        @Nullable FolderCounts now,
        List<Step> steps,
        @Nullable RunStatistics figures,
        List<ErrorGroup> errors,
        @Nullable String resumeCommand,
        @Nullable String wentOn) {

    private static final double MILLIS = 1000.0;

    /**
     * A step of the job.
     *
     * @param status as Spring Batch calls it, in lower case; killed if the process ended during it
     * @param read rows or folders that it took in; 0 for a step that takes in none
     */
    public record Step(
            @JsonProperty("step") String name,
            String status,
            @Nullable OffsetDateTime started,
            @Nullable OffsetDateTime ended,
            long read) {

        /** Null unless it has begun and ended. */
        public @Nullable Double seconds() {
            return started == null || ended == null
                    ? null
                    : Duration.between(started, ended).toMillis() / MILLIS;
        }
    }

    private record Content(
            @JsonUnwrapped RunOverview line,
            @Nullable OffsetDateTime ended,
            @JsonInclude(Include.NON_NULL) @Nullable FolderCounts foldersNow,
            List<Step> steps,
            @JsonUnwrapped @Nullable Statistics statistics,
            List<ErrorGroup> errors,
            @Nullable String wentOn,
            @JsonProperty("go_on") @Nullable String resumeCommand) {}

    private record Statistics(
            Calls calls,
            double seconds,
            List<RunStatistics.Slow> slowest,
            @Nullable String reason) {}

    private record Calls(@JsonUnwrapped Summary.Calls sent, double waitedSeconds) {}

    /** As one line of JSON, with the keys that the README promises. */
    public String json() {
        Statistics statistics = figures == null
                ? null
                : new Statistics(
                        new Calls(figures.calls(), figures.waited()),
                        figures.seconds(),
                        figures.slowest(),
                        figures.reason());
        return Json.write(new Content(line, ended, now, steps, statistics, errors, wentOn, resumeCommand));
    }
}
