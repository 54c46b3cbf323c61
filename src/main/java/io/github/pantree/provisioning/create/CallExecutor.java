package io.github.pantree.provisioning.create;

import io.github.pantree.logging.LogContext;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Executes calls on worker threads and passes their results to the step thread, which makes all decisions. */
public final class CallExecutor implements AutoCloseable {

    /** Long enough, since calls have their own timeouts. */
    static final Duration FOREVER = Duration.ofDays(1);

    /** The longest time until a stop is detected. */
    private static final Duration MAX_WAIT = Duration.ofMillis(50);

    private final int size;
    private final ExecutorService threads;
    private final TimeSource timing;
    private final BlockingQueue<Runnable> answers;
    private int busy;

    public CallExecutor(int size, TimeSource timing) {
        this(size, timing, threads(size), new LinkedBlockingQueue<>());
    }

    /**
     * @param threads execute the calls
     * @param answers where the calls leave their answers for the step thread
     */
    CallExecutor(int size, TimeSource timing, ExecutorService threads, BlockingQueue<Runnable> answers) {
        this.size = size;
        this.timing = timing;
        this.threads = threads;
        this.answers = answers;
    }

    private static ExecutorService threads(int size) {
        String run = LogContext.run().orElse(null);
        return Executors.newFixedThreadPool(size, task -> {
            Runnable logged = () -> {
                LogContext.run(run);
                task.run();
            };
            Thread thread = new Thread(logged, "call");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The maximum number of calls in flight. */
    int size() {
        return size;
    }

    /** The number of calls whose results were not yet passed. */
    public int busy() {
        return busy;
    }

    /** Executes a call; {@link #runCallbacks} later passes its result, or throws its exception or error. */
    <T> void call(Supplier<T> call, Consumer<T> answer) {
        busy++;
        threads.execute(() -> answers.add(outcome(call, answer)));
    }

    /**
     * Like {@link #call(Supplier, Consumer)}, for a call about a folder, which its log lines name.
     *
     * @param folder its path
     * @param row the manifest's line that names it; null for an implicit parent
     */
    public <T> void call(String folder, @Nullable Long row, Supplier<T> call, Consumer<T> answer) {
        call(() -> LogContext.of(folder.isEmpty() ? "/" : folder, row, null, call), answer);
    }

    private static <T> Runnable outcome(Supplier<T> call, Consumer<T> answer) {
        try {
            T result = call.get();
            return () -> answer.accept(result);
        } catch (RuntimeException | Error e) {
            // If an error stayed on the call's thread, the step would wait for its result forever.
            return () -> {
                throw e;
            };
        }
    }

    /**
     * Passes the available results, after waiting for the first of them.
     *
     * @return whether there was one
     */
    public boolean runCallbacks(long waitNanos) throws InterruptedException {
        Runnable first = answers.poll(waitNanos, TimeUnit.NANOSECONDS);
        for (Runnable next = first; next != null; next = answers.poll()) {
            busy--;
            next.run();
        }
        return first != null;
    }

    /** Passes all results, until a stop is requested: one need not wait for calls that change nothing. */
    public void runAllCallbacks(StopSignal stop) throws InterruptedException {
        while (busy > 0 && !stop.isRequested()) {
            runCallbacks(MAX_WAIT.toNanos());
        }
    }

    /** Passes all results that arrive within {@code longest}; returns the first exception, if any. */
    @Nullable
    RuntimeException runAllCallbacks(Duration longest) throws InterruptedException {
        long until = timing.nanos() + longest.toNanos();
        RuntimeException failure = null;
        while (busy > 0) {
            Runnable next = answers.poll(until - timing.nanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return failure;
            }
            busy--;
            try {
                next.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        return failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
