package io.github.pantree.provisioning;

import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.ledger.postgres.SharedTextStore;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.SettingsBinder;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What processes with different homes, but the same PostgreSQL database, share about a job: when a manifest arrived,
 * and for which day a missing one was reported. Without such a database, or while it cannot be reached, nothing is
 * shared.
 */
public final class SharedJobState {

    private static final Logger log = LoggerFactory.getLogger(SharedJobState.class);

    private final @Nullable PostgresDatabase server;
    private final String job;

    private SharedJobState(@Nullable PostgresDatabase server, String job) {
        this.server = server;
        this.job = job;
    }

    /**
     * The state of a job; nothing of its database is opened before it is needed.
     *
     * @param options properties that override those of the definition
     */
    public static SharedJobState of(JobDefinition job, Map<String, String> options) {
        PostgresDatabase server =
                job.shared() ? HomeConfiguration.server(SettingsBinder.environment(options, job.file())) : null;
        return new SharedJobState(server, job.name() + " " + job.settings().source());
    }

    /** Records that a manifest has arrived. */
    public void recordArrival(Instant time) {
        exchange("arrived " + job, current -> time.toString());
    }

    /**
     * Whether this process is the one to report that no manifest has arrived.
     *
     * @param since no process has claimed a manifest since then
     * @param day no process has reported this day
     */
    public boolean claimMissing(Instant since, LocalDate day) {
        String arrived = exchange("arrived " + job, unchanged -> null);
        boolean missing = arrived == null || !Instant.parse(arrived).isAfter(since);
        if (!missing) {
            return false;
        }
        // Recognized if the change was made although the connection was lost, and is repeated.
        String own = day + " " + UUID.randomUUID();
        String before = exchange("missing " + job, reported -> isOf(day, reported) ? null : own);
        return own.equals(before) || !isOf(day, before);
    }

    private static boolean isOf(LocalDate day, @Nullable String reported) {
        return reported != null && reported.startsWith(day.toString());
    }

    /** Changes a text; returns the one before, or null if there is none. */
    private @Nullable String exchange(String name, UnaryOperator<@Nullable String> next) {
        AtomicReference<@Nullable String> before = new AtomicReference<>();
        if (server != null) {
            try (SharedTextStore texts = new SharedTextStore(server, TimeSource.SYSTEM)) {
                if (texts.isAvailable()) {
                    SharedStore.Change change = (current, clock) -> {
                        before.set(current);
                        return next.apply(current);
                    };
                    texts.change(name, change);
                }
            } catch (DataAccessException e) {
                log.debug("Not shared: {}", name, e);
            }
        }
        return before.get();
    }
}
