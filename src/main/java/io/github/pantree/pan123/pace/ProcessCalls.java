package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The number of calls in flight of each process, when it was reported, in microseconds of the shared clock, and whether
 * the process waits for calls of others to end. A process without a recent report may have died, and is not counted. A
 * call may last longer than its report is valid, so reports are renewed.
 */
final class ProcessCalls {

    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos() / NANOS_PER_MICRO;
    private static final long RENEWED_EVERY = ReportRenewal.INTERVAL.toNanos() / NANOS_PER_MICRO;

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
        reports.values().removeIf(report -> report.size() < 2 || now - report.get(1) >= GOOD_FOR);
    }

    /**
     * Records the calls of a process.
     *
     * @param waiting whether it waits for calls of other processes to end
     */
    void report(String process, int calls, boolean waiting, long now) {
        if (calls == 0 && !waiting) {
            changed |= reports.remove(process) != null;
            return;
        }
        List<Long> before = reports.put(process, List.of((long) calls, now, waiting ? 1L : 0L));
        changed |= before == null
                || calls(before) != calls
                || isWaiting(before) != waiting
                || now - before.get(1) >= RENEWED_EVERY;
    }

    /** Whether a number has changed, or an old report was renewed. */
    boolean isChanged() {
        return changed;
    }

    /**
     * The number of calls that a process may add. It leaves one to each waiting process that has fewer calls.
     *
     * @param own the calls that it has
     * @param most maximum calls of all processes
     */
    int free(String process, int own, int most) {
        long free = (long) most - own;
        for (List<Long> other : ofOthers(process)) {
            free -= calls(other) + (isWaiting(other) && calls(other) < own ? 1 : 0);
        }
        return (int) Math.max(0, free);
    }

    /** Whether other processes have calls in flight, or wait. */
    boolean areShared(String process) {
        return !ofOthers(process).isEmpty();
    }

    private List<List<Long>> ofOthers(String process) {
        return reports.entrySet().stream()
                .filter(report -> !report.getKey().equals(process))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static long calls(List<Long> report) {
        return report.get(0);
    }

    private static boolean isWaiting(List<Long> report) {
        return report.size() > 2 && report.get(2) != 0;
    }
}
