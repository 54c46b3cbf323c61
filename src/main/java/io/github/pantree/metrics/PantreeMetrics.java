package io.github.pantree.metrics;

import io.github.pantree.folder.FolderState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * The meters of pantree. Their names, tags and units are stable: dashboards depend on them. Spring Batch's own meters
 * ({@code spring.batch.*}) are in the same registry.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>tags</th><th>meaning</th></tr>
 * <tr><td>{@value #FOLDERS}</td><td>counter</td><td>{@code state}: created, existed, failed, blocked</td>
 *     <td>folders that reached a final state in runs of this process; counted when the state is durable</td></tr>
 * <tr><td>{@value #CALLS}</td><td>timer</td><td>{@code kind}: mkdir, list, detail, token; {@code outcome}: ok, refused
 *     (a code other than 0), limited (429), unauthorized (401), unclear (no usable response)</td>
 *     <td>calls, each from its departure to its response</td></tr>
 * <tr><td>{@value #PERMITS_WAITED}</td><td>timer</td><td></td><td>how long each call waited for its permit</td></tr>
 * <tr><td>{@value #IN_DOUBT}</td><td>gauge</td><td></td><td>folders of the open runs of which it is unknown at present
 *     whether they were created</td></tr>
 * <tr><td>{@value #PENDING}</td><td>gauge</td><td></td><td>unfinished folders of the open runs</td></tr>
 * <tr><td>{@value #RATE}</td><td>gauge</td><td></td><td>calls per second that the open runs may send at
 *     present</td></tr>
 * <tr><td>{@value #CALL_RATE}</td><td>gauge</td><td></td><td>calls per second that the open runs sent over the last ten
 *     seconds</td></tr>
 * </table>
 */
public final class PantreeMetrics {

    public static final String FOLDERS = "pantree.folders";
    public static final String CALLS = "pantree.calls";
    public static final String PERMITS_WAITED = "pantree.permits.waited";
    public static final String IN_DOUBT = "pantree.in.doubt";
    public static final String PENDING = "pantree.pending";
    public static final String RATE = "pantree.rate";
    public static final String CALL_RATE = "pantree.call.rate";

    /** Records nothing. */
    public static final PantreeMetrics NONE = new PantreeMetrics(new CompositeMeterRegistry());

    /** The open runs of each registry, which the gauges read. A registry outlives the runs that share it. */
    private static final Map<MeterRegistry, Set<Run>> OPEN = Collections.synchronizedMap(new WeakHashMap<>());

    /** The values of an open run for the gauges. */
    public interface Run {
        double inDoubt();

        double pending();

        /** Calls per second that are allowed. */
        double rate();

        /** Calls per second that were sent. */
        double callsPerSecond();
    }

    private final MeterRegistry registry;

    private PantreeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The meters in a registry, which several runs may share. */
    public static PantreeMetrics in(MeterRegistry registry) {
        return new PantreeMetrics(registry);
    }

    /** Counts finished folders; {@code state} is a final one. */
    public void ended(FolderState state, long folders) {
        if (folders > 0) {
            registry.counter(FOLDERS, "state", state.label()).increment((double) folders);
        }
    }

    /** Counts a call and its response time. */
    public void called(String kind, String outcome, Duration time) {
        registry.timer(CALLS, "kind", kind, "outcome", outcome).record(time);
    }

    /** Counts a permit and the time that a call waited for it. */
    public void waited(Duration time) {
        registry.timer(PERMITS_WAITED).record(time);
    }

    /** Adds a run to the gauges, until the returned object is closed. */
    public Watch watch(Run run) {
        Set<Run> open = OPEN.computeIfAbsent(registry, PantreeMetrics::gauges);
        open.add(run);
        return () -> open.remove(run);
    }

    private static Set<Run> gauges(MeterRegistry registry) {
        Set<Run> open = ConcurrentHashMap.newKeySet();
        gauge(registry, IN_DOUBT, open, Run::inDoubt);
        gauge(registry, PENDING, open, Run::pending);
        gauge(registry, RATE, open, Run::rate);
        gauge(registry, CALL_RATE, open, Run::callsPerSecond);
        return open;
    }

    private static void gauge(MeterRegistry registry, String name, Set<Run> open, ToDoubleFunction<Run> figure) {
        Gauge.builder(name, open, runs -> runs.stream().mapToDouble(figure).sum())
                .register(registry);
    }

    /** A run that the gauges read. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
