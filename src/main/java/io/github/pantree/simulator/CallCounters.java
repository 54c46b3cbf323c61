package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts calls, refusals, faults and results. */
final class CallCounters {

    /** The result for one name of a mkdir call. */
    enum Result {
        MADE,
        DUPLICATE,
        RENAMED
    }

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_ARRIVALS = 100_000;

    private final Map<Enum<?>, LongAdder> counters = new ConcurrentHashMap<>();
    private final RequestWindow mkdirs;
    private final RequestWindow calls;

    CallCounters(LongSupplier nanos) {
        mkdirs = new RequestWindow(SECOND, MOST_ARRIVALS, nanos);
        calls = new RequestWindow(SECOND, MOST_ARRIVALS, nanos);
    }

    void recordArrival(Api api) {
        count(api);
        calls.record();
        if (api == Api.MKDIR) {
            mkdirs.record();
        }
    }

    /** @param what an {@link Api}, a {@link Reason}, a {@link Fault} or a {@link Result} */
    void count(Enum<?> what) {
        counters.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private long sum(Enum<?> what) {
        LongAdder counter = counters.get(what);
        return counter == null ? 0 : counter.sum();
    }

    SimulatorStats stats(int mostInFlight) {
        return new SimulatorStats(
                sum(Api.MKDIR),
                sum(Api.LIST),
                sum(Api.TOKEN),
                sum(Reason.LIMITED),
                mkdirs.most(),
                calls.most(),
                sum(Result.MADE),
                sum(Result.DUPLICATE),
                sum(Result.RENAMED),
                faults(),
                sum(Reason.UNAUTHORIZED),
                sum(Reason.BAD_REQUEST),
                sum(Api.DETAIL),
                sum(Reason.BANNED),
                mostInFlight);
    }

    private Map<String, Long> faults() {
        Map<String, Long> faults = new TreeMap<>();
        for (Fault fault : Fault.values()) {
            faults.put(fault.label(), sum(fault));
        }
        faults.values().removeIf(count -> count == 0);
        return faults;
    }
}
