package io.github.pantree.cli;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
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
 * Executes a command, and stops it gracefully on a termination signal. On SIGTERM, SIGINT or the end of a console, the
 * JVM would exit with the signal's exit code as soon as its shutdown hooks have run. Therefore the hook requests a
 * stop, waits until the command has printed everything ({@link #finish}), and exits with the command's own code.
 */
final class CommandExecution {

    /** The work of a command in an open home. */
    @FunctionalInterface
    interface Work {
        RunStatus on(Provisioning provisioning) throws Exception;
    }

    /** A command that opens homes itself. */
    interface Task {
        RunStatus run() throws Exception;

        /** Stops the command gracefully, from any thread. */
        void stop(String why);
    }

    private static final AtomicReference<@Nullable CommandExecution> CURRENT = new AtomicReference<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(RunStatus.DEFECT.exitCode());
    private final AtomicReference<@Nullable Provisioning> provisioning = new AtomicReference<>();
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile boolean stopped;
    private volatile @Nullable Task task;

    private CommandExecution() {
        Runtime.getRuntime().addShutdownHook(hook);
        CURRENT.set(this);
    }

    /** Lets the process exit after a signal, with this exit code: everything is printed. */
    static void finish(int code) {
        CommandExecution execution = CURRENT.getAndSet(null);
        if (execution != null) {
            execution.code.set(code);
            execution.ended.countDown();
            execution.removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is already running, and exits the process.
            return;
        }
    }

    static int with(OpenMode mode, Map<String, String> options, Optional<Path> job, Work work) throws Exception {
        return new CommandExecution().run(mode, options, job, work);
    }

    static int with(Task task) throws Exception {
        CommandExecution execution = new CommandExecution();
        execution.task = task;
        if (execution.stopped) {
            task.stop(Messages.format("stop.signal"));
        }
        return task.run().exitCode();
    }

    private int run(OpenMode mode, Map<String, String> options, Optional<Path> job, Work work) throws Exception {
        try (Provisioning opened = Provisioning.open(mode, options, job, null, () -> stopped)) {
            opened(opened);
            int result = work.on(opened).exitCode();
            provisioning.set(null);
            return result;
        }
    }

    private void opened(Provisioning opened) {
        provisioning.set(opened);
        if (stopped) {
            opened.stop(Messages.format("stop.signal"));
        }
    }

    private void stop() {
        stopped = true;
        Provisioning open = provisioning.get();
        if (open != null) {
            open.stop(Messages.format("stop.signal"));
        }
        Task running = task;
        if (running != null) {
            running.stop(Messages.format("stop.signal"));
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
