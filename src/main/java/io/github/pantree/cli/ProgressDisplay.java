package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the progress of a run: a bar on a terminal, otherwise a log line from time to time. */
final class ProgressDisplay implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProgressDisplay.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);

    private final Provisioning provisioning;
    private final boolean terminal;
    private final PrintStream standardError = System.err;
    private final StatusLine bar = new StatusLine(standardError);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private ProgressDisplay(Provisioning provisioning, boolean terminal) {
        this.provisioning = provisioning;
        this.terminal = terminal;
    }

    private void start(Duration period) {
        if (terminal) {
            System.setErr(new PrintStream(bar, true, StandardCharsets.UTF_8));
        }
        var unused = clock.scheduleAtFixedRate(this::show, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Executes work and shows its progress. */
    static <T> T showWhile(Provisioning provisioning, Callable<T> work) throws Exception {
        return showWhile(provisioning, BETWEEN_LINES, work);
    }

    /** @param betweenLines time between log lines without a terminal */
    static <T> T showWhile(Provisioning provisioning, Duration betweenLines, Callable<T> work) throws Exception {
        boolean terminal = Terminal.isInteractive() && !LogSettings.areJson();
        try (ProgressDisplay display = new ProgressDisplay(provisioning, terminal)) {
            display.start(terminal ? BETWEEN_FRAMES : betweenLines);
            return work.call();
        }
    }

    /** Logs progress even on a terminal, where other jobs may log as well. */
    static <T> T logWhile(Provisioning provisioning, Callable<T> work) throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(provisioning, false)) {
            display.start(BETWEEN_LINES);
            return work.call();
        }
    }

    private synchronized void show() {
        Progress now = provisioning.progress();
        if (terminal) {
            // Except the last column, after which some terminals start a new line.
            bar.show(ProgressText.bar(now, Terminal.columns() - 1));
        } else {
            log.info("{}", ProgressText.line(now));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (terminal) {
            show();
            bar.end();
            System.setErr(standardError);
        }
    }
}
