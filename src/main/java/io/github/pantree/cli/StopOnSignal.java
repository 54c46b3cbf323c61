package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM, SIGINT and the end of a console into an orderly stop. The JVM would end with the signal's code as soon
 * as its shutdown hooks are through; so the hook waits for the command and then ends the process with the command's code.
 */
final class StopOnSignal implements AutoCloseable {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger();
    private final Thread hook;

    StopOnSignal(Provisioning provisioning) {
        hook = new Thread(() -> stop(provisioning), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(Provisioning provisioning) {
        provisioning.stop("a signal told it to");
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(code.get());
    }

    /** To be called when everything is said and closed; does not return if a signal has come. */
    int end(int exitCode) {
        code.set(exitCode);
        ended.countDown();
        return exitCode;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down: the hook is what ends it.
            return;
        }
    }
}
