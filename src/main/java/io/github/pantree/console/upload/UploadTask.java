package io.github.pantree.console.upload;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.Progress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A waiting or running plan or run of an upload. Thread-safe. */
final class UploadTask {

    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private @Nullable Provisioning provisioning;
    /** Null unless the task waits for its turn: an interrupt at any other time would close the database's file. */
    private @Nullable Thread waiting;

    private @Nullable String stopReason;

    /** Records that this thread begins to wait. */
    synchronized void waiting() throws InterruptedException {
        throwIfStopped();
        waiting = Thread.currentThread();
    }

    /** Records that this thread has stopped waiting. */
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

    /** Records that the home is no longer used: neither its progress nor its stop is available from now on. */
    synchronized void closing() {
        provisioning = null;
    }

    /** Stops the task gracefully if its home is open; otherwise prevents its start. */
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

    /** Records that nothing is left to do. */
    void end() {
        ended.complete(true);
    }

    void awaitEnd() {
        ended.join();
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
