package io.github.pantree.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Short texts in a database that several processes read and replace. Has a connection of its own, so that the ledger's
 * transactions neither wait for it nor hold it up.
 */
public final class SharedTexts implements AutoCloseable {

    private static final long LOOKED_EVERY_MILLIS = 100;

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

    private final ServerDatabase server;
    private @Nullable Connection connection;

    public SharedTexts(ServerDatabase server) {
        this.server = server;
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
     * Replaces a text; of all processes that do so, one at a time.
     *
     * @throws DataAccessException if the database fails; the change may have been made or not
     */
    public synchronized void change(String name, Change change) {
        try {
            Connection open = open();
            open.setAutoCommit(false);
            if (!changed(open, name, change)) {
                enter(open, name);
                changed(open, name, change);
            }
        } catch (SQLException e) {
            throw lost(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @return whether there was a line to lock */
    private static boolean changed(Connection open, String name, Change change) throws SQLException {
        try (PreparedStatement select =
                open.prepareStatement("select content from account_note where name = ? for update")) {
            select.setString(1, name);
            try (ResultSet line = select.executeQuery()) {
                if (!line.next()) {
                    open.rollback();
                    return false;
                }
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
            throw ServerLocks.translated(e);
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
            statement.execute("set synchronous_commit = off");
        }
        return fresh;
    }

    private DataAccessException lost(SQLException e) {
        close();
        return ServerLocks.translated(e);
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
                while (!tried(own, name)) {
                    if (givesUp.getAsBoolean() || isInterruptedInANap()) {
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
            throw ServerLocks.translated(e);
        }
    }

    private static boolean tried(Connection own, String name) throws SQLException {
        try (PreparedStatement lock = own.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, ServerLocks.key(name));
            try (ResultSet taken = lock.executeQuery()) {
                return taken.next() && taken.getBoolean(1);
            }
        }
    }

    private static boolean isInterruptedInANap() {
        try {
            return new CountDownLatch(1).await(LOOKED_EVERY_MILLIS, TimeUnit.MILLISECONDS);
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
                throw ServerLocks.translated(e);
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
                throw ServerLocks.translated(e);
            }
        }

        /** Gives the lock back before the connection ends, which the server may notice late. */
        @Override
        public void close() {
            try (own;
                    PreparedStatement unlock = own.prepareStatement("select pg_advisory_unlock(?)")) {
                unlock.setLong(1, ServerLocks.key(name));
                unlock.execute();
            } catch (SQLException e) {
                throw ServerLocks.translated(e);
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
            throw ServerLocks.translated(e);
        } finally {
            connection = null;
        }
    }
}
