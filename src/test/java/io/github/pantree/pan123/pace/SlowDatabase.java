package io.github.pantree.pan123.pace;

import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.EventQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose transactions take five round trips of virtual time, as in PostgreSQL: lock, fencing token, clock,
 * update, commit. Answers that arrive during a transaction are recorded with their own time, but wait for its end if
 * they need a transaction, too.
 */
final class SlowDatabase implements TimeSource {

    private static final long EPOCH_MICROS = 1_000_000_000_000L;

    private final EventQueue<Runnable> answers = new EventQueue<>();
    private @Nullable String text;
    private long now = Duration.ofSeconds(1).toNanos();
    private long asOf;
    private boolean inTransaction;
    private int left;
    private Runnable atLast = () -> {};

    /** The connection of one process. */
    SharedStore connection(Duration roundTrip) {
        long nanos = roundTrip.toNanos();
        return new SharedStore() {
            @Override
            public void change(String name, Change change) {
                asOf = 0;
                inTransaction = true;
                now += 2 * nanos;
                String changed = change.apply(text, clock(nanos));
                now += changed == null ? nanos : 2 * nanos;
                text = changed == null ? text : changed;
                inTransaction = false;
                if (--left == 0) {
                    atLast.run();
                }
            }

            @Override
            public Optional<LockedText> lock(String name, BooleanSupplier cancelled) {
                return Optional.empty();
            }
        };
    }

    private LongSupplier clock(long roundTrip) {
        return () -> {
            now += roundTrip / 2;
            long micros = now / SharedStore.NANOS_PER_MICRO + EPOCH_MICROS;
            now += roundTrip - roundTrip / 2;
            return micros;
        };
    }

    /** Executes an action at the end of a transaction, after so many of them. */
    void afterTransactions(int transactions, Runnable action) {
        left = transactions;
        atLast = action;
    }

    void after(Duration wait, Runnable answer) {
        answers.add(now + wait.toNanos(), answer);
    }

    private void advance(long until) {
        while (!inTransaction && answers.nextAt() <= until) {
            long moment = answers.nextAt();
            now = Math.max(now, moment);
            asOf = moment;
            answers.remove().run();
            asOf = 0;
        }
        now = Math.max(now, until);
    }

    @Override
    public long nanos() {
        return asOf > 0 ? asOf : now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    @Override
    public void sleep(Duration time) {
        advance(now + Math.max(1, time.toNanos()));
    }
}
