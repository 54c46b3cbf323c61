package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.jdbc.Truncation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Keeps a manifest and its target to one process among all that share the database. The lock is the server's and belongs to
 * a connection of its own: it goes when its holder dies, so a lock that can be had proves that nobody is at it.
 */
public final class AdvisoryLocks {

    /** Who holds a lock; facts, since whoever reads them may speak another language. */
    public record Holder(String pid, String host, String work, String since) {}

    private static final SQLExceptionTranslator TRANSLATOR = new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");

    private final @Nullable PostgresDatabase server;
    private final FencingToken fence;

    public AdvisoryLocks(@Nullable PostgresDatabase server, FencingToken fence) {
        this.server = server;
        this.fence = fence;
    }

    /** Whether the database is one that other processes may use at the same time. */
    public boolean areShared() {
        return server != null;
    }

    /**
     * Takes a lock, if nobody holds it. From then on the ledger writes nothing once another process has it.
     *
     * @param lost runs in a thread of its own when the lock is no longer certain: nothing may be sent any more
     * @throws DataAccessException if the database cannot be asked
     */
    public Optional<AdvisoryLock> acquire(ProvisioningTarget target, Holder me, Runnable lost) {
        long key = key(target);
        Connection connection = connect();
        try {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("set lock_timeout = '5s'");
            boolean taken =
                    Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_lock(?)", Boolean.class, key));
            if (taken) {
                fence.next(key, enter(jdbc, key, me));
                return Optional.of(new AdvisoryLock(connection, key, lost));
            }
            close(connection);
            return Optional.empty();
        } catch (PessimisticLockingFailureException e) {
            // What the last holder was writing is not over yet, although its lock is gone.
            close(connection);
            return Optional.empty();
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static long enter(JdbcTemplate jdbc, long key, Holder me) {
        Long height = jdbc.queryForObject(
                "insert into run_lock (lock_key, fence, host, pid, work, since) values (?, 1, ?, ?, ?, ?)"
                        + " on conflict (lock_key) do update set fence = run_lock.fence + 1, host = excluded.host,"
                        + " pid = excluded.pid, work = excluded.work, since = excluded.since returning fence",
                Long.class,
                key,
                Truncation.truncate(400, me.host()),
                me.pid(),
                me.work(),
                me.since());
        return height == null ? 0 : height;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    private Connection connect() {
        PostgresDatabase shared = server;
        if (shared == null) {
            throw new IllegalStateException("The database is not shared");
        }
        try {
            return shared.connect();
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    static DataAccessException translated(SQLException e) {
        DataAccessException translated = TRANSLATOR.translate("connection", null, e);
        return translated == null ? new UncategorizedSQLException("connection", null, e) : translated;
    }

    /** Whether some process works on a manifest, this one included. */
    public boolean isHeld(ProvisioningTarget target) {
        return holder(target).isPresent();
    }

    /** Who works on a manifest, if anybody does. */
    public Optional<Holder> holder(ProvisioningTarget target) {
        long key = key(target);
        try (Connection connection = connect()) {
            return new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                            .query(
                                    "select l.pid, l.host, l.work, l.since from run_lock l where l.lock_key = ? and exists"
                                            + " (select 1 from pg_locks p where p.locktype = 'advisory' and p.granted"
                                            + " and p.database = (select oid from pg_database where datname = current_database())"
                                            + " and p.classid::bigint = ? and p.objid::bigint = ? and p.objsubid = 1)",
                                    (rs, i) -> new Holder(
                                            rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4)),
                                    key,
                                    key >>> Integer.SIZE,
                                    key & 0xFFFFFFFFL)
                            .stream()
                            .findFirst();
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    private static long key(ProvisioningTarget target) {
        return key(String.join(
                "\n", target.contentHash(), target.baseUrl(), target.parent().value()));
    }

    /** The server's locks are numbers; those of two texts are the same as good as never. */
    static long key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK knows SHA-256", e);
        }
    }
}
