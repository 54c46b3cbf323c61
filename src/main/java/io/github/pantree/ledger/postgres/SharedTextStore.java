package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.jdbc.FencingToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Short texts in a database that several processes read and replace. Has a connection of its own, so that the ledger's
 * transactions neither wait for it nor hold it up.
 */
public final class SharedTextStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedTextStore.class);

    private static final long LOOKED_EVERY_MILLIS = 100;

    /** A process that stands still in the middle of a change must not stop the others. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(3);

    /** Shorter than the driver waits for an answer: the server ends the wait first, and so the backend. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** With as many waits for the line, and pauses between that grow, half a minute. */
    private static final int MOST_TRIES = 6;

    /**
     * What may be better with another connection: this one was ended, for a standstill or otherwise, or the lock was not to
     * be had, or too many are connected. That nobody can be reached at all is not among it.
     */
    private static final Set<String> PASSING = Set.of("25P03", "55P03", "08003", "08006", "53300");

    /** What becomes of a text. */
    @FunctionalInterface
    public interface Change {

        /**
         * Decides what is kept from now on; quickly, since other processes wait.
         *
         * @param kept null if nothing is
         * @param clock asks for the database's time, in microseconds since 1970
         * @return null to leave it as it is
         */
        @Nullable
        String of(@Nullable String kept, LongSupplier clock);
    }

    private final PostgresDatabase server;
    private final Duration longestStandstill;
    private final FencingToken fence = new FencingToken();
    private @Nullable Connection connection;

    public SharedTextStore(PostgresDatabase server) {
        this(server, LONGEST_STANDSTILL);
    }

    /** @param longestStandstill how long the server waits for the next word in a change */
    SharedTextStore(PostgresDatabase server, Duration longestStandstill) {
        this.server = server;
        this.longestStandstill = longestStandstill;
    }

    /** Nothing is changed by a process that is below it. */
    public FencingToken fence() {
        return fence;
    }

    /**
     * Whether there is a place for such texts.
     *
     * @throws DataAccessException if the database cannot be asked
     */
    public synchronized boolean arePossible() {
        try (Statement statement = open().createStatement();
                ResultSet found = statement.executeQuery(
                        "select to_regclass('" + server.schema() + ".account_note') is not null")) {
            return found.next() && found.getBoolean(1);
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    /**
     * Replaces a text; of all processes that do so, one at a time. If the connection is lost or the others are at it for
     * long, it is tried again for half a minute.
     *
     * @param change may be asked several times; the last one counts
     * @throws DataAccessException if the database fails, and the change may have been made or not; or if another process
     *     holds the lock that this one had
     */
    public synchronized void change(String name, Change change) {
        for (int tries = 1; ; tries++) {
            try {
                changeOnce(name, change);
                return;
            } catch (SQLException e) {
                again(AdvisoryLocks.translated(e), tries);
            } catch (DataAccessException e) {
                again(e, tries);
            } catch (RuntimeException e) {
                end();
                throw e;
            }
        }
    }

    /** The old connection ends before there is a new one. */
    private void again(DataAccessException failure, int tries) {
        end();
        boolean mayPass = failure.getCause() instanceof SQLException trouble
                && trouble.getSQLState() != null
                && PASSING.contains(trouble.getSQLState());
        if (!mayPass || tries >= MOST_TRIES || sleepInterrupted(LOOKED_EVERY_MILLIS << tries)) {
            throw failure;
        }
        log.debug("Once more", failure);
    }

    private void changeOnce(String name, Change change) throws SQLException {
        Connection open = open();
        open.setAutoCommit(false);
        if (!changed(open, name, change)) {
            enter(open, name);
            changed(open, name, change);
        }
    }

    /** @return whether there was a line to lock */
    private boolean changed(Connection open, String name, Change change) throws SQLException {
        try (PreparedStatement select =
                open.prepareStatement("select content from account_note where name = ? for update")) {
            select.setString(1, name);
            try (ResultSet line = select.executeQuery()) {
                if (!line.next()) {
                    open.rollback();
                    return false;
                }
                fence.read(open);
                String changed = change.of(line.getString(1), () -> micros(open));
                if (changed != null) {
                    replace(open, name, changed);
                }
            }
        }
        open.commit();
        return true;
    }

    /** Apart from the lock, which may have been waited for: whoever asks wants to know to a millisecond when it was. */
    private static long micros(Connection open) {
        try (PreparedStatement select =
                        open.prepareStatement("select (extract(epoch from clock_timestamp()) * 1000000)::bigint");
                ResultSet line = select.executeQuery()) {
            return line.next() ? line.getLong(1) : 0;
        } catch (SQLException e) {
            throw AdvisoryLocks.translated(e);
        }
    }

    private static void enter(Connection open, String name) throws SQLException {
        try (PreparedStatement insert =
                open.prepareStatement("insert into account_note (name) values (?) on conflict (name) do nothing")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        open.commit();
    }

    private static void replace(Connection open, String name, String content) throws SQLException {
        try (PreparedStatement update = open.prepareStatement("update account_note set content = ? where name = ?")) {
            update.setString(1, content);
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    private Connection open() throws SQLException {
        Connection known = connection;
        if (known != null) {
            return known;
        }
        Connection fresh = server.connect();
        connection = fresh;
        try (Statement statement = fresh.createStatement()) {
            // What a crash of the server may cost is older than a second when it is back.
            statement.execute("set synchronous_commit = off; set lock_timeout = " + LONGEST_WAIT.toMillis()
                    + "; set idle_in_transaction_session_timeout = " + longestStandstill.toMillis());
        }
        return fresh;
    }

    private DataAccessException lost(SQLException e) {
        end();
        return AdvisoryLocks.translated(e);
    }

    private void end() {
        try {
            close();
        } catch (DataAccessException e) {
            log.debug("The connection had ended before", e);
        }
    }

    /** A text that no other process can lock. */
    public interface Locked extends AutoCloseable {

        @Nullable
        String read();

        void write(String content);

        @Override
        void close();
    }

    /**
     * Waits until no other process has the text locked; the lock goes with this process, if it dies.
     *
     * @param givesUp whether to wait no longer; empty comes back then
     * @throws DataAccessException if the database fails
     */
    public Optional<Locked> lock(String name, BooleanSupplier givesUp) {
        try {
            Connection own = server.connect();
            try {
                while (!tryLock(own, name)) {
                    if (givesUp.getAsBoolean() || sleepInterrupted(LOOKED_EVERY_MILLIS)) {
                        own.close();
                        return Optional.empty();
                    }
                }
                return Optional.of(new Line(own, name));
            } catch (SQLException e) {
                own.close();
                throw e;
            }
        } catch (SQLException e) {
            throw AdvisoryLocks.translated(e);
        }
    }

    private static boolean tryLock(Connection own, String name) throws SQLException {
        try (PreparedStatement lock = own.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, AdvisoryLocks.key(name));
            try (ResultSet taken = lock.executeQuery()) {
                return taken.next() && taken.getBoolean(1);
            }
        }
    }

    private static boolean sleepInterrupted(long millis) {
        try {
            return new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private record Line(Connection own, String name) implements Locked {

        @Override
        public @Nullable String read() {
            try (PreparedStatement select = own.prepareStatement("select content from account_note where name = ?")) {
                select.setString(1, name);
                try (ResultSet line = select.executeQuery()) {
                    return line.next() ? line.getString(1) : null;
                }
            } catch (SQLException e) {
                throw AdvisoryLocks.translated(e);
            }
        }

        @Override
        public void write(String content) {
            try (PreparedStatement update =
                    own.prepareStatement("insert into account_note (name, content) values (?, ?)"
                            + " on conflict (name) do update set content = excluded.content")) {
                update.setString(1, name);
                update.setString(2, content);
                update.executeUpdate();
            } catch (SQLException e) {
                throw AdvisoryLocks.translated(e);
            }
        }

        /** Gives the lock back before the connection ends, which the server may notice late. */
        @Override
        public void close() {
            try (own;
                    PreparedStatement unlock = own.prepareStatement("select pg_advisory_unlock(?)")) {
                unlock.setLong(1, AdvisoryLocks.key(name));
                unlock.execute();
            } catch (SQLException e) {
                throw AdvisoryLocks.translated(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw AdvisoryLocks.translated(e);
        } finally {
            connection = null;
        }
    }
}
