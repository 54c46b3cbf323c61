package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pacer against servers that allow less than the configured rate, with every way of counting. */
final class UnknownLimitTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int LIMIT = 8;
    private static final int CALLS = 400;
    private static final int IN_FLIGHT = 16;

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();

    @ParameterizedTest
    @CsvSource({
        "SLIDING, 5, 0",
        "SLIDING, 50, 0",
        "SLIDING, 50, 1",
        "SLIDING, 300, 0",
        "COUNTING_REFUSED, 50, 0",
        "FIXED, 50, 0",
        "FIXED, 50, 1",
        "BUCKET, 50, 0",
        "BUCKET, 300, 1"
    })
    void usesNearlyAllThatIsAllowed(Server kind, int latencyMillis, int retryAfterSeconds) throws HaltedException {
        LocalPacer pacer = new LocalPacer(40, Integer.MAX_VALUE, memory(), time);
        Figures figures =
                run(pacer, kind, latencyMillis, retryAfterSeconds == 0 ? null : Duration.ofSeconds(retryAfterSeconds));
        // For a while, accumulated permits let every trial of a higher rate succeed.
        boolean savesUp = kind == Server.BUCKET;
        assertThat(figures.used()).as("share of the limit, %s", figures).isGreaterThanOrEqualTo(savesUp ? 0.85 : 0.9);
        assertThat(figures.refused()).as("share of 429, %s", figures).isLessThanOrEqualTo(savesUp ? 0.15 : 0.05);
        assertThat(memory().load().orElseThrow())
                .as("for the next run")
                .isLessThanOrEqualTo(pacer.rate())
                .isBetween(7.0, savesUp ? 12.0 : 9.0);
    }

    private RateStore memory() {
        return new RateStore(home.resolve("pace.json"), time);
    }

    private record Figures(int calls, int limited, double seconds) {

        double used() {
            return CALLS / seconds / LIMIT;
        }

        double refused() {
            return (double) limited / calls;
        }
    }

    /** Sends calls until enough of them are accepted. */
    private Figures run(LocalPacer pacer, Server kind, int latencyMillis, @Nullable Duration retryAfter)
            throws HaltedException {
        LongPredicate server = kind.create();
        Duration latency = Duration.ofMillis(latencyMillis);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();
        AtomicInteger limited = new AtomicInteger();
        long start = time.nanos();
        int calls = 0;
        while (passed.get() < CALLS) {
            if (inFlight.get() == IN_FLIGHT) {
                time.advance(Duration.ofMillis(1));
                continue;
            }
            Pacer.Permit permit = pacer.acquire(false);
            calls++;
            inFlight.incrementAndGet();
            boolean passes = server.test(permit.departure() + latency.toNanos() / 2);
            time.after(latency, () -> {
                inFlight.decrementAndGet();
                pacer.answered(permit);
                if (passes) {
                    pacer.passed(permit, time.nanos() - permit.departure(), true);
                    passed.incrementAndGet();
                } else {
                    pacer.throttled(permit, retryAfter);
                    limited.incrementAndGet();
                }
            });
        }
        return new Figures(calls, limited.get(), (double) (time.nanos() - start) / SECOND);
    }

    /** Ways to count; each accepts or refuses a call by its time of arrival. */
    enum Server {
        SLIDING {
            @Override
            LongPredicate create() {
                Deque<Long> passed = new ArrayDeque<>();
                return now -> forget(passed, now).size() < LIMIT && passed.add(now);
            }
        },
        COUNTING_REFUSED {
            @Override
            LongPredicate create() {
                Deque<Long> all = new ArrayDeque<>();
                return now -> {
                    all.add(now);
                    return forget(all, now).size() <= LIMIT;
                };
            }
        },
        FIXED {
            @Override
            LongPredicate create() {
                long[] state = {0, 0};
                return now -> {
                    long window = now / SECOND;
                    state[1] = window == state[0] ? state[1] : 0;
                    state[0] = window;
                    return state[1] < LIMIT && state[1]++ >= 0;
                };
            }
        },
        BUCKET {
            @Override
            LongPredicate create() {
                double[] state = {LIMIT, -1};
                return now -> {
                    double since = state[1] < 0 ? 0 : now - state[1];
                    state[0] = Math.min(LIMIT, state[0] + since / SECOND * LIMIT);
                    state[1] = now;
                    boolean passes = state[0] >= 1;
                    state[0] -= passes ? 1 : 0;
                    return passes;
                };
            }
        };

        abstract LongPredicate create();

        private static Deque<Long> forget(Deque<Long> times, long now) {
            while (!times.isEmpty() && now - times.getFirst() >= SECOND) {
                times.removeFirst();
            }
            return times;
        }
    }
}
