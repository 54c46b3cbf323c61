package io.github.pantree.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Counts calls, refusals and faults. */
final class CallCounters {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ARRIVALS_KEPT = 100_000;

    private final Map<Api, LongAdder> arrived = counters(Api.values());
    private final Map<ApiErrorException.Reason, LongAdder> refused = counters(ApiErrorException.Reason.values());
    private final Map<Fault, LongAdder> occurred = counters(Fault.values());
    private final RequestWindow mkdirs;
    private final RequestWindow calls;

    CallCounters(LongSupplier nanos) {
        mkdirs = new RequestWindow(SECOND, ARRIVALS_KEPT, nanos);
        calls = new RequestWindow(SECOND, ARRIVALS_KEPT, nanos);
    }

    private static <K> Map<K, LongAdder> counters(K[] keys) {
        return Arrays.stream(keys).collect(Collectors.toUnmodifiableMap(Function.identity(), key -> new LongAdder()));
    }

    void recordArrival(Api api) {
        count(arrived, api);
        calls.record();
        if (api == Api.MKDIR) {
            mkdirs.record();
        }
    }

    void recordRefusal(ApiErrorException.Reason reason) {
        count(refused, reason);
    }

    void recordFault(Fault fault) {
        count(occurred, fault);
    }

    private static <K> void count(Map<K, LongAdder> counters, K key) {
        LongAdder counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private static <K> long sum(Map<K, LongAdder> counters, K key) {
        LongAdder counter = counters.get(key);
        return counter == null ? 0 : counter.sum();
    }

    SimulatorStats stats(FolderTree.Counts counts) {
        return new SimulatorStats(
                sum(arrived, Api.MKDIR),
                sum(arrived, Api.LIST),
                sum(arrived, Api.TOKEN),
                sum(refused, ApiErrorException.Reason.LIMITED),
                mkdirs.most(),
                calls.most(),
                counts.made(),
                counts.duplicates(),
                counts.renamed(),
                faults(),
                sum(refused, ApiErrorException.Reason.UNAUTHORIZED),
                sum(refused, ApiErrorException.Reason.BAD_REQUEST));
    }

    private Map<String, Long> faults() {
        return occurred.entrySet().stream()
                .filter(entry -> entry.getValue().sum() > 0)
                .collect(Collectors.toMap(
                        entry -> entry.getKey().label(),
                        entry -> entry.getValue().sum()));
    }
}
