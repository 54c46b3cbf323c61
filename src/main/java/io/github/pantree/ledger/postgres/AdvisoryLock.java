package io.github.pantree.ledger.postgres;

import io.github.pantree.support.Watchdog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A lock that this process holds as long as its connection exists. The connection is checked every two seconds. */
public final class AdvisoryLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
    private static final int TIMEOUT_SECONDS = 5;

    private final DedicatedConnection connection;
    private final long key;
    private final Watchdog watchdog;

    AdvisoryLock(DedicatedConnection connection, long key, Runnable lost) {
        this.connection = connection;
        this.key = key;
        this.watchdog = new Watchdog("lock", CHECK_INTERVAL, this::isHeld, lost);
    }

    private boolean isHeld() {
        try {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (DataAccessException e) {
            log.debug("The connection cannot be checked", e);
            return false;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        try (connection) {
            connection.unlock(key);
        } catch (DataAccessException e) {
            log.debug("The lock ended with its connection", e);
        }
    }
}
