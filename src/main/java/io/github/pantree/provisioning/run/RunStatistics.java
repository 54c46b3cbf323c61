package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.report.CallHistory;
import io.github.pantree.support.SlowestCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Statistics of a run, stored at its end.
 *
 * @param calls as in its summary
 * @param seconds duration of the run
 * @param waited total of the seconds that the calls waited for permits
 * @param slowest the calls with the longest response times, slowest first
 * @param errors groups of failed folders, most frequent first
 * @param reason why the run did not complete, for display; null if it did
 * @param history the calls over time; null if the version that executed the run stored none
 */
public record RunStatistics(
        CallCounts calls,
        double seconds,
        double waited,
        List<SlowestCall> slowest,
        List<ErrorGroup> errors,
        @Nullable String reason,
        @JsonInclude(Include.NON_NULL) @Nullable CallHistory history) {

    private static final double MILLIS = 1000.0;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static RunStatistics of(
            RunOutcome outcome, CallStatistics calls, List<ErrorGroup> errors, CallHistory history) {
        return new RunStatistics(
                outcome.summary().calls(),
                outcome.summary().seconds(),
                calls.waited().toMillis() / MILLIS,
                calls.slowest(),
                errors,
                outcome.reason(),
                history);
    }

    /** The form that the job repository stores. */
    public String text() {
        return JSON.writeValueAsString(this);
    }

    public static RunStatistics parse(String text) {
        return JSON.readValue(text, RunStatistics.class);
    }
}
