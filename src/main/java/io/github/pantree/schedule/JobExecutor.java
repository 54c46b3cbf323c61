package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.ExpectedException;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes a job once when it is its turn, with the settings that its definition has then, and logs how it ended. */
final class JobExecutor {

    private static final Logger log = LoggerFactory.getLogger(JobExecutor.class);

    /** Creates the runner of a job; null if it must not start any more. */
    interface RunnerFactory {
        @Nullable
        JobRunner create(ScheduledJob job, JobDefinition definition);
    }

    private final RunQueue queue;
    private final Map<String, String> options;
    private final ReportedFailures reported;
    private final TimeSource timing;
    private final RunnerFactory runners;
    private final BooleanSupplier stopping;
    private final DailyPurge purge = new DailyPurge();

    /** @param options properties that override those of all definitions */
    JobExecutor(
            RunQueue queue,
            Map<String, String> options,
            ReportedFailures reported,
            TimeSource timing,
            RunnerFactory runners,
            BooleanSupplier stopping) {
        this.queue = queue;
        this.options = options;
        this.reported = reported;
        this.timing = timing;
        this.runners = runners;
        this.stopping = stopping;
    }

    /** Waits for the job's turn, and executes it; a failure is logged. */
    void execute(ScheduledJob job) {
        try {
            Optional<JobDefinition> waiting = Optional.of(job.definition());
            while (waiting.isPresent()) {
                JobDefinition known = waiting.get();
                waiting = queue.inTurn(
                        known.settings().account(), known.lockedHome(), () -> executeUnlessMoved(job, known));
            }
        } catch (InvalidSettingException e) {
            log.error("{}", Messages.format("serve.failed", job.name(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            log.error("{}", Messages.format("serve.failed", job.name(), FileSystemErrors.describe(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("{}", Messages.format("serve.failed", job.name(), String.valueOf(e)), e);
        }
    }

    /** Returns the job's definition if its account or home was changed meanwhile: the job waits for the new ones. */
    private Optional<JobDefinition> executeUnlessMoved(ScheduledJob job, JobDefinition known) throws Exception {
        JobDefinition now = read(known);
        if (!now.hasSameAccountAndHome(known)) {
            return Optional.of(now);
        }
        JobRunner runner = runners.create(job, now);
        if (runner == null) {
            return Optional.empty();
        }
        execute(job, runner);
        return runner.moved();
    }

    private void execute(ScheduledJob job, JobRunner runner) throws Exception {
        RunStatus end = runner.run();
        if (runner.runs() > 0 || end != RunStatus.COMPLETED) {
            log.info("{}", Messages.format("serve.ended", job.name(), end.exitCode(), end.label()));
            if (!stopping.getAsBoolean() && runner.moved().isEmpty()) {
                purge(runner, job);
            }
        } else {
            log.debug(
                    "{}", Messages.format("job.none", job.name(), job.settings().source()));
        }
    }

    /** Not a failure of the job: the next run purges. */
    private void purge(JobRunner runner, ScheduledJob job) {
        try {
            purge.purge(runner, job.settings().home(), timing.now());
        } catch (ExpectedException e) {
            log.info("{}", Messages.format("serve.unpurged", job.name(), String.valueOf(e.getMessage())));
        }
    }

    /** Reads the definition again. If it is now invalid, the destinations of the last valid one are notified. */
    private JobDefinition read(JobDefinition before) {
        try {
            return JobDefinition.read(before.file(), options);
        } catch (InvalidSettingException e) {
            String file = before.file().toString();
            try (RunNotifier notifier = new RunNotifier(before, reported, timing)) {
                notifier.failed(file, RunStatus.BAD_SETTING, String.valueOf(e.getMessage()), "pantree jobs");
            }
            throw e;
        }
    }
}
