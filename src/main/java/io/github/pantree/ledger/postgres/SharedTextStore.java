package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Stores shared texts in the ledger's database. It has its own connection, so that the ledger's transactions and
 * changes of texts never wait for each other.
 */
public final class SharedTextStore implements SharedStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedTextStore.class);

    private static final Duration POLL = Duration.ofMillis(100);

    /** A process that is suspended in the middle of a change must not block the others. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(3);

    /** Shorter than the driver's socket timeout, so that the server ends the wait first, and with it the backend. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** About half a minute, with a lock timeout in each attempt and growing pauses between them. */
    private static final int MAX_ATTEMPTS = 6;

    /**
     * SQL states for which a new connection may help: the connection was terminated, for example when idle; the lock
     * was not available; too many connections. An unreachable server is not among them.
     */
    private static final Set<String> TRANSIENT = Set.of("25P03", "55P03", "08003", "08006", "53300");

    private final PostgresDatabase server;
    private final TimeSource timing;
    private final Duration maxIdle;
    private final FencingToken fencingToken = new FencingToken();
    private @Nullable DedicatedConnection connection;
    private boolean closed;

    public SharedTextStore(PostgresDatabase server, TimeSource timing) {
        this(server, timing, MAX_IDLE);
    }

    /** @param maxIdle maximum time for which the server waits for the next statement of a change */
    SharedTextStore(PostgresDatabase server, TimeSource timing, Duration maxIdle) {
        this.server = server;
        this.timing = timing;
        this.maxIdle = maxIdle;
    }

    /** The fencing token: a process with an outdated token cannot change texts. */
    public FencingToken fencingToken() {
        return fencingToken;
    }

    /**
     * Whether the table of texts exists.
     *
     * @throws DataAccessException if the database cannot be queried
     */
    public synchronized boolean isAvailable() {
        try {
            return Boolean.TRUE.equals(connection()
                    .jdbc()
                    .queryForObject(
                            "select to_regclass('" + server.schema() + ".account_note') is not null", Boolean.class));
        } catch (DataAccessException e) {
            disconnect();
            throw e;
        }
    }

    /**
     * {@inheritDoc} After the loss of the connection, or while others hold the lock, retries for half a minute.
     *
     * @throws DataAccessException if the database fails, in which case the change may have been made, or if another
     *     process has acquired this process's lock
     */
    @Override
    public synchronized void change(String name, Change change) {
        for (int attempt = 1; ; attempt++) {
            try {
                changeOnce(name, change);
                return;
            } catch (RuntimeException e) {
                // The old connection is closed before a new one is opened.
                disconnect();
                if (!isTransient(e) || attempt == MAX_ATTEMPTS || pauseInterrupted(POLL.multipliedBy(1L << attempt))) {
                    throw e;
                }
                log.debug("Retrying", e);
            }
        }
    }

    private static boolean isTransient(RuntimeException failure) {
        return failure instanceof DataAccessException
                && failure.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && TRANSIENT.contains(cause.getSQLState());
    }

    private void changeOnce(String name, Change change) {
        DedicatedConnection open = connection();
        open.disableAutoCommit();
        if (!changeExisting(open, name, change)) {
            open.jdbc().update("insert into account_note (name) values (?) on conflict (name) do nothing", name);
            open.commit();
            changeExisting(open, name, change);
        }
    }

    /** @return whether there was a row to lock */
    private boolean changeExisting(DedicatedConnection open, String name, Change change) {
        List<@Nullable String> rows = open.jdbc()
                .queryForList("select content from account_note where name = ? for update", String.class, name);
        if (!rows.isEmpty()) {
            fencingToken.verify(open.jdbc());
            String changed = change.apply(rows.get(0), () -> micros(open));
            if (changed != null) {
                open.jdbc().update("update account_note set content = ? where name = ?", changed, name);
            }
        }
        open.commit();
        return !rows.isEmpty();
    }

    /** A statement after the lock's, which may have waited: the time must be accurate to a millisecond. */
    private static long micros(DedicatedConnection open) {
        Long micros = open.jdbc()
                .queryForObject("select (extract(epoch from clock_timestamp()) * 1000000)::bigint", Long.class);
        return micros == null ? 0 : micros;
    }

    private DedicatedConnection connection() {
        DedicatedConnection known = connection;
        if (known != null) {
            return known;
        }
        if (closed) {
            // A thread that is about to end must not open a connection that nothing closes.
            throw new IllegalStateException("The store is closed");
        }
        DedicatedConnection fresh = server.connect();
        connection = fresh;
        // What a crash of the server can lose is older than a second when the server is available again.
        fresh.jdbc()
                .execute("set synchronous_commit = off; set lock_timeout = " + LOCK_TIMEOUT.toMillis()
                        + "; set idle_in_transaction_session_timeout = " + maxIdle.toMillis());
        return fresh;
    }

    private void disconnect() {
        try {
            closeConnection();
        } catch (DataAccessException e) {
            log.debug("The connection had ended before", e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataAccessException if the database fails
     */
    @Override
    public Optional<LockedText> lock(String name, BooleanSupplier cancelled) {
        DedicatedConnection own = server.connect();
        try {
            while (!own.tryLock(AdvisoryLocks.key(name))) {
                if (cancelled.getAsBoolean() || pauseInterrupted(POLL)) {
                    own.close();
                    return Optional.empty();
                }
            }
            return Optional.of(new LockedRow(own, name));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** Pauses; returns whether the thread was interrupted. */
    private boolean pauseInterrupted(Duration pause) {
        try {
            timing.sleep(pause);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private record LockedRow(DedicatedConnection own, String name) implements LockedText {

        @Override
        public @Nullable String read() {
            List<@Nullable String> rows =
                    own.jdbc().queryForList("select content from account_note where name = ?", String.class, name);
            return rows.isEmpty() ? null : rows.get(0);
        }

        @Override
        public void write(String content) {
            own.jdbc()
                    .update(
                            "insert into account_note (name, content) values (?, ?)"
                                    + " on conflict (name) do update set content = excluded.content",
                            name,
                            content);
        }

        @Override
        public void close() {
            try (own) {
                own.unlock(AdvisoryLocks.key(name));
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeConnection();
    }

    private void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } finally {
            connection = null;
        }
    }
}
