package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.pace.SimulatedLimits.Outcome;
import io.github.pantree.support.SharedStore;
import io.github.pantree.testing.MemorySharedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Simulates the pacers of several processes and a server in virtual time. The same seed gives the same result. */
final class PacingSimulation {

    /**
     * What is simulated.
     *
     * @param rate the configured rate
     * @param processes number of processes; several have a shared store
     * @param calls number of calls to be accepted, of all processes
     * @param parents number of parents among which the calls of a process are divided
     * @param latency of an accepted call, in seconds
     * @param jitter variation of the latency, as a share of it
     * @param stalls how many times a minute the machine stalls, for 50 to 400 ms: whatever would arrive meanwhile
     *     arrives at its end
     */
    record Spec(
            SimulatedLimits.Spec server,
            double rate,
            int concurrency,
            int processes,
            int calls,
            int parents,
            double latency,
            double jitter,
            int stalls) {}

    /**
     * The result of a simulation.
     *
     * @param used share of the available capacity that was used
     * @param limited share of the calls that were refused because of a limit
     * @param noise share of the calls that were refused without cause
     * @param mostInASecond maximum number of arrivals in a sliding second
     * @param mostAtOnce maximum number of calls in flight, of all processes
     */
    record Result(double used, double limited, double noise, double seconds, int mostInASecond, int mostAtOnce) {}

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration POLL = Duration.ofMillis(3);
    /** A refusal is faster than an accepted call. */
    private static final double REFUSAL = 0.01;

    private static final double LONGEST = 3_000;

    private final Spec spec;
    private final Random random;
    private final HandoverTime time = new HandoverTime();
    private final double start = time.nanos() / SECOND;
    private final SimulatedLimits server;
    private final Stalls stalls;
    private final List<Double> arrivals = new ArrayList<>();
    private final Map<Outcome, Integer> outcomes = new TreeMap<>();
    private double end;
    private int atOnce;
    private int mostAtOnce;

    private PacingSimulation(Spec spec, long seed) {
        this.spec = spec;
        this.random = new Random(seed);
        this.server = new SimulatedLimits(spec.server(), random);
        this.stalls = new Stalls(spec.stalls(), time.nanos(), new Random(seed));
    }

    static Result run(Spec spec, long seed) throws InterruptedException {
        return new PacingSimulation(spec, seed).run();
    }

    private Result run() throws InterruptedException {
        SharedStore store = new MemorySharedStore(time);
        List<Runnable> processes = new ArrayList<>();
        for (int i = 0; i < spec.processes(); i++) {
            Pacer pacer = spec.processes() == 1
                    ? new LocalPacer(
                            spec.rate(),
                            spec.concurrency(),
                            new RateStore(Path.of("/nonexistent/directory/pace.json"), time),
                            time)
                    : new DatabasePacer(spec.rate(), spec.concurrency(), store, "a", time, this::runLater);
            processes.add(new Client(pacer, spec.calls() / spec.processes(), i * spec.parents())::run);
        }
        time.run(processes);
        return result();
    }

    private void runLater(Runnable task) {
        time.at(time.nanos() + ReportRenewal.INTERVAL.toNanos(), task);
    }

    private Result result() {
        double total = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        return new Result(
                outcomes.getOrDefault(Outcome.PASSED, 0) / capacity(),
                outcomes.getOrDefault(Outcome.LIMITED, 0) / total,
                outcomes.getOrDefault(Outcome.NOISE, 0) / total,
                end,
                mostInASecond(),
                mostAtOnce);
    }

    /** The number of calls that could have been accepted in that time. */
    private double capacity() {
        int parents = spec.parents() * spec.processes();
        double inFlight = Math.min(
                spec.server().total() > 0 ? spec.server().total() : Integer.MAX_VALUE,
                spec.server().perParent() > 0 ? parents * spec.server().perParent() : Integer.MAX_VALUE);
        double byLatency = Math.min(inFlight, spec.concurrency()) / spec.latency();
        double step = 0.01;
        double sum = 0;
        for (double now = 0; now < end; now += step) {
            double left = spec.server().kind() == SimulatedLimits.Kind.NONE
                    ? spec.rate()
                    : spec.server().leftAt(now);
            sum += step * Math.min(Math.min(left, spec.rate()), byLatency);
        }
        return sum;
    }

    private int mostInASecond() {
        Collections.sort(arrivals);
        int most = 0;
        int from = 0;
        for (int to = 0; to < arrivals.size(); to++) {
            while (arrivals.get(to) - arrivals.get(from) >= 1) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    private double now() {
        return time.nanos() / SECOND - start;
    }

    /** One process: sends calls, and repeats refused ones. */
    private final class Client {

        private final Pacer pacer;
        private final Deque<Integer> parents = new ArrayDeque<>();
        private final Map<Integer, Integer> underWay = new HashMap<>();
        private int left;
        private int inFlight;

        /** @param first the first of the parents, of which each is claimed by one process */
        Client(Pacer pacer, int calls, int first) {
            this.pacer = pacer;
            this.left = calls;
            for (int i = 0; i < calls; i++) {
                parents.add(first + i / Math.max(1, (calls + spec.parents() - 1) / spec.parents()));
            }
        }

        void run() {
            try {
                while (left > 0 && now() < LONGEST) {
                    Integer parent = inFlight < spec.concurrency() ? next() : null;
                    if (parent == null) {
                        time.sleep(POLL);
                    } else {
                        send(parent);
                    }
                }
                end = Math.max(end, now());
            } catch (HaltedException e) {
                throw new IllegalStateException(e);
            }
        }

        private @Nullable Integer next() {
            int most = pacer.mostOfParent();
            for (Integer parent : parents) {
                if (underWay.getOrDefault(parent, 0) < most) {
                    parents.removeFirstOccurrence(parent);
                    return parent;
                }
            }
            return null;
        }

        private void send(int parent) throws HaltedException {
            underWay.merge(parent, 1, Integer::sum);
            Pacer.Permit permit = pacer.acquire(false, String.valueOf(parent));
            inFlight++;
            double latency = spec.latency() * (1 - spec.jitter() / 2 + spec.jitter() * random.nextDouble());
            long arrival = stalls.delay(permit.departure() + (long) (Math.min(latency / 4, 0.02) * SECOND));
            time.at(arrival, () -> {
                arrivals.add(now());
                mostAtOnce = Math.max(mostAtOnce, ++atOnce);
                Outcome outcome = server.arrive(now(), parent);
                double answered = outcome == Outcome.PASSED ? latency : Math.min(latency, REFUSAL);
                time.at(
                        stalls.delay(Math.max(arrival, permit.departure() + (long) (answered * SECOND))),
                        () -> answered(permit, parent, outcome));
            });
        }

        private void answered(Pacer.Permit permit, int parent, Outcome outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
            inFlight--;
            atOnce--;
            underWay.merge(parent, -1, Integer::sum);
            pacer.answered(permit);
            if (outcome == Outcome.PASSED) {
                server.end(parent);
                pacer.passed(permit, time.nanos() - permit.departure(), true);
                left--;
            } else {
                pacer.throttled(permit, null);
                parents.addFirst(parent);
            }
        }
    }

    /** Times at which the machine stands still. */
    private static final class Stalls {

        private static final long SHORTEST = Duration.ofMillis(50).toNanos();
        private static final long LONGEST = Duration.ofMillis(400).toNanos();

        private final TreeMap<Long, Long> endsByBegin = new TreeMap<>();

        Stalls(int inAMinute, long start, Random random) {
            long begin = start;
            for (int i = 0; i < inAMinute * 10; i++) {
                begin += random.nextLong(2 * Duration.ofMinutes(1).toNanos() / inAMinute);
                long end = begin + random.nextLong(SHORTEST, LONGEST);
                endsByBegin.put(begin, end);
                begin = end;
            }
        }

        /** That time, or the end of the stall into which it falls. */
        long delay(long moment) {
            Map.Entry<Long, Long> last = endsByBegin.floorEntry(moment);
            return last == null ? moment : Math.max(moment, last.getValue());
        }
    }
}
