package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of calls in flight of each process, and when it was reported, in microseconds of the shared clock. A
 * process without a recent report may have died, and is not counted. A call may last longer than its report is valid,
 * so reports are renewed.
 */
final class ProcessCalls {

    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos() / 1_000;
    private static final long RENEWED_EVERY = ReportRenewal.INTERVAL.toNanos() / 1_000;

    private final Map<String, List<Long>> reports = new TreeMap<>();
    private boolean changed;

    ProcessCalls() {}

    @JsonCreator
    ProcessCalls(Map<String, List<Long>> reports) {
        this.reports.putAll(reports);
    }

    @JsonValue
    Map<String, List<Long>> reports() {
        return reports;
    }

    /** Discards the reports that are too old at that time. */
    void expire(long now) {
        reports.values().removeIf(report -> report.size() != 2 || now - report.get(1) >= GOOD_FOR);
    }

    /** Records the calls of a process. */
    void report(String process, int calls, long now) {
        if (calls == 0) {
            changed |= reports.remove(process) != null;
            return;
        }
        List<Long> before = reports.put(process, List.of((long) calls, now));
        changed |= before == null || before.get(0) != calls || now - before.get(1) >= RENEWED_EVERY;
    }

    /** Whether a number has changed, or an old report was renewed. */
    boolean isChanged() {
        return changed;
    }

    /** The calls of all other processes. */
    int others(String process) {
        return reports.entrySet().stream()
                .filter(report -> !report.getKey().equals(process))
                .mapToInt(report -> report.getValue().get(0).intValue())
                .sum();
    }
}
