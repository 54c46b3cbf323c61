package io.github.pantree.console.upload;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.Progress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan or a run of an upload while it waits or works. Safe for many threads. */
final class UploadTask {

    private @Nullable Provisioning provisioning;
    /** Null unless the task waits for its turn: an interrupt at any other time would close the database's file. */
    private @Nullable Thread waiting;

    private @Nullable String stopReason;

    /** Notes that this thread begins to wait. */
    synchronized void waiting() throws InterruptedException {
        throwIfStopped();
        waiting = Thread.currentThread();
    }

    /** Notes that it is this thread's turn. */
    synchronized void inTurn() throws InterruptedException {
        waiting = null;
        throwIfStopped();
    }

    private void throwIfStopped() throws InterruptedException {
        if (stopReason != null) {
            throw new InterruptedException(stopReason);
        }
    }

    synchronized void opened(Provisioning open) {
        provisioning = open;
        if (stopReason != null) {
            open.stop(stopReason);
        }
    }

    synchronized void closed() {
        provisioning = null;
    }

    /** Stops it in order if a home is open; else it does not begin. */
    synchronized void stop(String why) {
        if (stopReason != null) {
            return;
        }
        stopReason = why;
        if (provisioning != null) {
            provisioning.stop(why);
        } else if (waiting != null) {
            waiting.interrupt();
        }
    }

    synchronized boolean isStopped() {
        return stopReason != null;
    }

    synchronized Optional<String> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    synchronized Optional<Progress> progress() {
        return Optional.ofNullable(provisioning).map(Provisioning::progress);
    }
}
