package io.github.pantree.provisioning.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.provisioning.run.RunStatistics;
import io.github.pantree.provisioning.run.Summary;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is known of a run.
 *
 * @param line what the list of runs says of it
 * @param ended null if it was killed
 * @param now the counts of the manifest's folders at present, if the run was killed and is the manifest's last one
 * @param figures null if it was killed, or belongs to a version that kept none
 * @param errors of a run that was killed, those of the manifest at present
 * @param goOn the command that goes on; null if nothing is left to do, or a later run went on
 * @param wentOn the manifest's last run, if that is another one
 */
public record RunDetails(
        RunOverview line,
        @Nullable OffsetDateTime ended,
        @Nullable FolderCounts now,
        List<Step> steps,
        @Nullable RunStatistics figures,
        List<ErrorGroup> errors,
        @Nullable String goOn,
        @Nullable String wentOn) {

    private static final double MILLIS = 1000.0;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private record Calls(@JsonUnwrapped Summary.Calls sent, double waitedSeconds) {}

    /**
     * A step of the job.
     *
     * @param status as Spring Batch calls it, in lower case; killed if nobody ended it
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

    /** As one line of JSON, with the keys that the README promises. */
    public String json() {
        Map<String, Object> root = line.map();
        root.put("ended", ended);
        if (now != null) {
            root.put("folders_now", Summary.map(now));
        }
        root.put("steps", steps);
        if (figures != null) {
            root.put("calls", new Calls(figures.calls(), figures.waited()));
            root.put("seconds", figures.seconds());
            root.put("slowest", figures.slowest());
            root.put("reason", figures.reason());
        }
        root.put("errors", errors);
        root.put("went_on", wentOn);
        root.put("go_on", goOn);
        return JSON.writeValueAsString(root);
    }
}
