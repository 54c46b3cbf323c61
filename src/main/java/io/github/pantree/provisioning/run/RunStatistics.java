package io.github.pantree.provisioning.run;

import io.github.pantree.pan123.CallStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run came to beside its folders, kept when it ends.
 *
 * @param calls as its summary says
 * @param seconds from its start to its end
 * @param waited seconds that all calls together waited for their permits
 * @param slowest the calls whose answers took longest, the slowest first
 * @param errors how its folders failed, the commonest first
 * @param reason what kept it from completing, for a person; null if nothing did
 */
public record RunStatistics(
        Summary.Calls calls,
        double seconds,
        double waited,
        List<Slow> slowest,
        List<ErrorGroup> errors,
        @Nullable String reason) {

    private static final double MILLIS = 1000.0;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A call whose answer was long in coming.
     *
     * @param kind mkdir, list or token
     * @param folder the path of the folder it was about, of several siblings the first one; null for a token
     * @param seconds from its departure to its answer
     */
    public record Slow(
            String kind,
            @Nullable String folder,
            double seconds,
            @Nullable String traceId) {}

    public static RunStatistics of(RunOutcome outcome, CallStatistics calls, List<ErrorGroup> errors) {
        return new RunStatistics(
                outcome.summary().calls(),
                outcome.summary().seconds(),
                calls.waited().toMillis() / MILLIS,
                calls.slowest().stream()
                        .map(call ->
                                new Slow(call.kind(), call.folder(), call.time().toMillis() / MILLIS, call.traceId()))
                        .toList(),
                errors,
                outcome.reason());
    }

    /** As the job repository keeps them. */
    public String text() {
        return JSON.writeValueAsString(this);
    }

    public static RunStatistics parse(String text) {
        return JSON.readValue(text, RunStatistics.class);
    }
}
