package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of calls in flight of each process, and when it was reported, in microseconds of the shared clock. A
 * process without a recent report may have died, and is not counted.
 */
final class ProcessCalls {

    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos() / 1_000;

    private final Map<String, List<Long>> reports = new TreeMap<>();

    ProcessCalls() {}

    @JsonCreator
    ProcessCalls(Map<String, List<Long>> reports) {
        this.reports.putAll(reports);
    }

    @JsonValue
    Map<String, List<Long>> reports() {
        return reports;
    }

    /** Records the calls of a process; returns whether their number has changed. */
    boolean report(String process, long calls, long now) {
        reports.values().removeIf(report -> report.size() != 2 || now - report.get(1) >= GOOD_FOR);
        List<Long> before = calls == 0 ? reports.remove(process) : reports.put(process, List.of(calls, now));
        return (before == null ? 0 : before.get(0)) != calls;
    }

    /** The calls of all other processes. */
    int others(String process) {
        return reports.entrySet().stream()
                .filter(report -> !report.getKey().equals(process))
                .mapToInt(report -> report.getValue().get(0).intValue())
                .sum();
    }
}
