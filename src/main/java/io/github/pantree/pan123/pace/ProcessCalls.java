package io.github.pantree.pan123.pace;

import static io.github.pantree.support.SharedStore.NANOS_PER_MICRO;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The number of calls in flight of each process. A process without a recent report may have died, and is not counted. A
 * call may last longer than its report is valid, so reports are renewed. Times are in microseconds of the shared clock.
 */
final class ProcessCalls {

    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos() / NANOS_PER_MICRO;
    private static final long RENEWED_EVERY = ReportRenewal.INTERVAL.toNanos() / NANOS_PER_MICRO;

    /**
     * What a process has reported.
     *
     * @param atMicros when it was reported
     * @param waiting whether the process waits for calls of others to end
     */
    private record Report(long calls, long atMicros, boolean waiting) {

        /** A stored report; empty if it is not one. A report of two numbers does not say whether it waits. */
        static Optional<Report> parse(List<Long> numbers) {
            return numbers.size() < 2
                    ? Optional.empty()
                    : Optional.of(
                            new Report(numbers.get(0), numbers.get(1), numbers.size() > 2 && numbers.get(2) != 0));
        }

        /** The stored form. */
        List<Long> numbers() {
            return List.of(calls, atMicros, waiting ? 1L : 0L);
        }

        boolean hasSameCallsAs(Report other) {
            return calls == other.calls && waiting == other.waiting;
        }
    }

    private final Map<String, Report> reports = new TreeMap<>();
    private boolean changed;

    ProcessCalls() {}

    /** @param stored the result of {@link #stored}; a report that cannot be read is ignored */
    @JsonCreator
    ProcessCalls(Map<String, List<Long>> stored) {
        stored.forEach((process, numbers) -> Report.parse(numbers).ifPresent(report -> reports.put(process, report)));
    }

    /** The stored form: the number of calls, the time, and 1 or 0 for whether it waits, of each process. */
    @JsonValue
    Map<String, List<Long>> stored() {
        Map<String, List<Long>> stored = new TreeMap<>();
        reports.forEach((process, report) -> stored.put(process, report.numbers()));
        return stored;
    }

    /** Discards the reports that are too old at that time. */
    void expire(long nowMicros) {
        reports.values().removeIf(report -> nowMicros - report.atMicros() >= GOOD_FOR);
    }

    /**
     * Records the calls of a process.
     *
     * @param waiting whether it waits for a slot
     */
    void report(String process, int calls, boolean waiting, long nowMicros) {
        if (calls == 0 && !waiting) {
            changed |= reports.remove(process) != null;
            return;
        }
        Report report = new Report(calls, nowMicros, waiting);
        Report before = reports.put(process, report);
        changed |= before == null || !report.hasSameCallsAs(before) || nowMicros - before.atMicros() >= RENEWED_EVERY;
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
        for (Report other : ofOthers(process)) {
            free -= other.calls() + (other.waiting() && other.calls() < own ? 1 : 0);
        }
        return (int) Math.max(0, free);
    }

    /** The number of other processes that wait. */
    int waitingOthers(String process) {
        return (int) ofOthers(process).stream().filter(Report::waiting).count();
    }

    /** Whether other processes have calls in flight, or wait. */
    boolean areShared(String process) {
        return !ofOthers(process).isEmpty();
    }

    private List<Report> ofOthers(String process) {
        return reports.entrySet().stream()
                .filter(report -> !report.getKey().equals(process))
                .map(Map.Entry::getValue)
                .toList();
    }
}
