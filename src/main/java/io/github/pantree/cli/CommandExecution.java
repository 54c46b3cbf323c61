package io.github.pantree.cli;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.Provisioning.OpenMode;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A command's time with a home, and what becomes of it when the process is told to end. On SIGTERM, SIGINT or the end of
 * a console the JVM would be gone as soon as its shutdown hooks are through, with the signal's exit code; so the hook asks
 * for an orderly stop, waits until the command has said everything ({@link #finish}), and ends the process with the command's own code.
 */
final class CommandExecution {

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        RunStatus on(Provisioning provisioning) throws Exception;
    }

    /** What consists of several times with a home. */
    interface Task {
        RunStatus run() throws Exception;

        /** Ends it in order, from any thread. */
        void stop(String why);
    }

    private static final AtomicReference<@Nullable CommandExecution> CURRENT = new AtomicReference<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(RunStatus.DEFECT.exitCode());
    private final AtomicReference<@Nullable Provisioning> provisioning = new AtomicReference<>();
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean told;
    private volatile @Nullable Task task;

    private CommandExecution() {
        Runtime.getRuntime().addShutdownHook(hook);
        CURRENT.set(this);
    }

    /** Lets a process that was told to end do so: everything is said, and this is its exit code. */
    static void finish(int code) {
        CommandExecution session = CURRENT.getAndSet(null);
        if (session != null) {
            session.code.set(code);
            session.ended.countDown();
            session.removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook ends it.
            return;
        }
    }

    static int with(OpenMode purpose, Map<String, String> options, Optional<Path> job, Work work) throws Exception {
        return new CommandExecution().run(purpose, options, job, work);
    }

    static int with(Task task) throws Exception {
        new CommandExecution().task = task;
        return task.run().exitCode();
    }

    private int run(OpenMode purpose, Map<String, String> options, Optional<Path> job, Work work) throws Exception {
        try (Provisioning opened = Provisioning.open(purpose, options, job, null, () -> told)) {
            opened(opened);
            int result = work.on(opened).exitCode();
            provisioning.set(null);
            return result;
        }
    }

    private void opened(Provisioning opened) {
        provisioning.set(opened);
        if (told) {
            opened.stop(Messages.format("stop.signal"));
        }
    }

    private void stop() {
        told = true;
        Provisioning open = provisioning.get();
        if (open != null) {
            open.stop(Messages.format("stop.signal"));
        }
        Task several = task;
        if (several != null) {
            several.stop(Messages.format("stop.signal"));
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(code.get());
    }
}
