package io.github.pantree.cli;

import io.github.pantree.logging.LogSettings;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the progress of a run: a bar on a terminal, elsewhere a log line from time to time. */
final class ProgressDisplay implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProgressDisplay.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final Provisioning provisioning;
    private final ProgressText text;
    private final @Nullable ProgressBar bar;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private ProgressDisplay(Provisioning provisioning, boolean terminal) {
        this.provisioning = provisioning;
        this.text = new ProgressText(provisioning.progress());
        this.bar = terminal ? newBar() : null;
    }

    /** Does something while its progress is shown. */
    static <T> T showWhile(Provisioning provisioning, Callable<T> work) throws Exception {
        return showWhile(provisioning, BETWEEN_LINES, work);
    }

    /** @param betweenLines how often a line is logged where there is no terminal */
    static <T> T showWhile(Provisioning provisioning, Duration betweenLines, Callable<T> work) throws Exception {
        boolean terminal = isInteractive() && !LogSettings.areJson();
        return during(provisioning, terminal, terminal ? BETWEEN_FRAMES : betweenLines, work);
    }

    /** Logs progress even where there is a terminal: others may log beside it. */
    static <T> T logWhile(Provisioning provisioning, Callable<T> work) throws Exception {
        return during(provisioning, false, BETWEEN_LINES, work);
    }

    private static <T> T during(Provisioning provisioning, boolean terminal, Duration period, Callable<T> work)
            throws Exception {
        try (ProgressDisplay display = new ProgressDisplay(provisioning, terminal)) {
            display.start(period);
            return work.call();
        }
    }

    /** Whether standard error is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // without /proc, the worst case is a progress bar in a log file
    private static boolean isInteractive() {
        if (!Files.isSymbolicLink(STANDARD_ERROR)) {
            return System.console() != null;
        }
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private void start(Duration period) {
        var unused = clock.scheduleAtFixedRate(this::show, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ProgressBar newBar() {
        return new ProgressBarBuilder()
                .setTaskName(Messages.format("report.folders"))
                .setInitialMax(0)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .hideEta()
                .build();
    }

    private void show() {
        Progress now = provisioning.progress();
        if (bar == null) {
            log.info("{}", text.line(now));
            return;
        }
        bar.maxHint(now.folders().total());
        bar.stepTo(now.folders().done());
        bar.setExtraMessage(ProgressText.phase(now) + ": " + text.counts(now));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (bar != null) {
            show();
            bar.close();
        }
    }
}
