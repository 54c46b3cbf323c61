package io.github.pantree.ledger.postgres;

import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.jdbc.FencingToken;
import io.github.pantree.ledger.jdbc.Truncation;
import io.github.pantree.support.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Locks a manifest and its target among all processes that share the database. The lock is an advisory lock of the
 * server on a separate connection. It is released when its holder ends, so a lock that can be acquired proves that no
 * process is active.
 */
public final class AdvisoryLocks {

    /** The holder of a lock, in plain values, since the reader may use another language. */
    public record Holder(String pid, String host, String work, String since) {}

    private static final Logger log = LoggerFactory.getLogger(AdvisoryLocks.class);

    private final @Nullable PostgresDatabase server;
    private final FencingToken fencingToken;

    /** @param server null if the database is used by one process */
    public AdvisoryLocks(@Nullable PostgresDatabase server, FencingToken fencingToken) {
        this.server = server;
        this.fencingToken = fencingToken;
    }

    /** Whether other processes may use the database at the same time. */
    public boolean areShared() {
        return server != null;
    }

    /**
     * Acquires a lock unless another process holds it. From then on, the ledger rejects writes of this process as soon
     * as another process has acquired the lock.
     *
     * @param lost runs in its own thread when the lock may be lost: nothing may be sent any more
     * @throws DataAccessException if the database cannot be queried
     */
    public Optional<AdvisoryLock> acquire(ProvisioningTarget target, Holder self, Runnable lost) {
        long key = key(target);
        DedicatedConnection connection = connect();
        try {
            connection.jdbc().execute("set lock_timeout = '5s'");
            if (connection.tryLock(key)) {
                fencingToken.set(key, raiseToken(connection.jdbc(), key, self));
                return Optional.of(new AdvisoryLock(connection, key, lost));
            }
        } catch (PessimisticLockingFailureException e) {
            log.debug("A write of the last holder is not over yet, although its lock is free", e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static long raiseToken(JdbcTemplate jdbc, long key, Holder self) {
        Long token = jdbc.queryForObject(
                "insert into run_lock (lock_key, fence, host, pid, work, since) values (?, 1, ?, ?, ?, ?)"
                        + " on conflict (lock_key) do update set fence = run_lock.fence + 1, host = excluded.host,"
                        + " pid = excluded.pid, work = excluded.work, since = excluded.since returning fence",
                Long.class,
                key,
                Truncation.truncate(400, self.host()),
                self.pid(),
                self.work(),
                self.since());
        return token == null ? 0 : token;
    }

    private DedicatedConnection connect() {
        return Objects.requireNonNull(server, "The database is not shared").connect();
    }

    /** The process that holds the lock, which may be this one. */
    public Optional<Holder> holder(ProvisioningTarget target) {
        long key = key(target);
        try (DedicatedConnection connection = connect()) {
            return connection
                    .jdbc()
                    .query(
                            "select l.pid, l.host, l.work, l.since from run_lock l where l.lock_key = ? and "
                                    + FencingToken.IS_LOCKED,
                            (rs, i) -> new Holder(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4)),
                            key)
                    .stream()
                    .findFirst();
        }
    }

    private static long key(ProvisioningTarget target) {
        return key(target.identity());
    }

    /** The server identifies locks by numbers; a collision of two texts is practically impossible. */
    static long key(String text) {
        byte[] hash = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
