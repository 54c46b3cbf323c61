package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.SharedStore;
import io.github.pantree.testing.MemorySharedStore;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/** Pacers of several processes that share a store. */
abstract class DatabasePacerFixture {

    static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Of a process that is too short to renew its reports, or that dies. */
    static final Executor NEVER = task -> {};

    final TickingTime time = new TickingTime();
    Duration clockSetBack = Duration.ZERO;

    final MemorySharedStore store = new MemorySharedStore(
            () -> (time.nanos() - clockSetBack.toNanos()) / SharedStore.NANOS_PER_MICRO + 1_000_000_000_000L);

    DatabasePacer pacer(double rate) {
        return new DatabasePacer(rate, Integer.MAX_VALUE, store, "a", time, NEVER);
    }

    long answered(DatabasePacer pacer) throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        return permit.departure();
    }

    static int mostInASecond(List<Long> moments) {
        Collections.sort(moments);
        int most = 0;
        int from = 0;
        for (int to = 0; to < moments.size(); to++) {
            while (moments.get(to) - moments.get(from) >= SECOND) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
