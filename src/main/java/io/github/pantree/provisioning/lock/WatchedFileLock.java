package io.github.pantree.provisioning.lock;

import io.github.pantree.support.Watchdog;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A locked file that is created and locked again if it is deleted, for example by a cleaner of temporary files. */
public final class WatchedFileLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedFileLock.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final ProcessFileLock lock;
    private final Watchdog watchdog;

    /** @param lost runs in its own thread when another process has locked a new file of that name */
    public WatchedFileLock(ProcessFileLock lock, Runnable lost) {
        this(lock, CHECK_INTERVAL, lost);
    }

    WatchedFileLock(ProcessFileLock lock, Duration interval, Runnable lost) {
        this.lock = lock;
        this.watchdog = new Watchdog("lock-file", interval, this::isKept, lost);
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
        try (lock) {
            watchdog.close();
        }
    }
}
