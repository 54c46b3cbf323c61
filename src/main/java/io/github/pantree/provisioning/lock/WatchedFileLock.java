package io.github.pantree.provisioning.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A locked file that is created and locked again if it is deleted, for example by a cleaner of temporary files. */
public final class WatchedFileLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedFileLock.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final ProcessFileLock lock;
    private final Duration interval;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch = new Thread(this::watch, "lock-file");

    /** @param lost runs in its own thread when another process has locked a new file of that name */
    public WatchedFileLock(ProcessFileLock lock, Runnable lost) {
        this(lock, CHECK_INTERVAL, lost);
    }

    WatchedFileLock(ProcessFileLock lock, Duration interval, Runnable lost) {
        this.lock = lock;
        this.interval = interval;
        this.lost = lost;
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!isKept()) {
                    lost.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isKept() {
        try {
            return lock.restore();
        } catch (IOException e) {
            log.debug("The lock file cannot be checked this time", e);
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }
}
