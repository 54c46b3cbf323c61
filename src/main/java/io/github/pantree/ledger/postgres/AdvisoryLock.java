package io.github.pantree.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock of this process, for as long as its connection lasts. The server is asked for it all the time. */
public final class AdvisoryLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);

    private static final long ASKED_EVERY_SECONDS = 2;
    private static final int LONGEST_ANSWER_SECONDS = 5;

    private final Connection connection;
    private final long key;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "lock");

    AdvisoryLock(Connection connection, long key, Runnable lost) {
        this.connection = connection;
        this.key = key;
        this.lost = lost;
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!closed.await(ASKED_EVERY_SECONDS, TimeUnit.SECONDS)) {
                if (!connection.isValid(LONGEST_ANSWER_SECONDS)) {
                    lost.run();
                    return;
                }
            }
        } catch (InterruptedException | SQLException e) {
            log.debug("The lock is no longer looked after", e);
        }
    }

    /** Gives the lock back before the connection ends, which the server may notice late. */
    @Override
    public void close() {
        closed.countDown();
        try {
            watch.join();
            try (connection;
                    PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(?)")) {
                unlock.setLong(1, key);
                unlock.execute();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            log.debug("The lock went with its connection", e);
        }
    }
}
