package io.github.pantree.ledger.postgres;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A lock that this process holds as long as its connection exists. The connection is checked every two seconds. */
public final class AdvisoryLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);

    private static final long CHECK_SECONDS = 2;
    private static final int TIMEOUT_SECONDS = 5;

    private final DedicatedConnection connection;
    private final long key;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "lock");

    AdvisoryLock(DedicatedConnection connection, long key, Runnable lost) {
        this.connection = connection;
        this.key = key;
        this.lost = lost;
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!closed.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
                if (!isHeld() && closed.getCount() > 0) {
                    lost.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        closed.countDown();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void release() {
        try (connection) {
            connection.unlock(key);
        } catch (DataAccessException e) {
            log.debug("The lock ended with its connection", e);
        }
    }
}
