package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings.Missed;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on their schedules until stopped.
 *
 * <p>Jobs of the same account, and jobs of the same home, run one after another. A job that is still running or waiting
 * at its next scheduled time has missed that time.
 */
public final class JobScheduler {

    private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<ScheduledJob> all;
    /** Those with a schedule. */
    private final List<ScheduledJob> jobs;

    private final Map<String, String> options;
    private final RunListener listener;
    private final TimeSource timing;
    private final RunQueue queue = new RunQueue();
    private final ReportedFailures reported = new ReportedFailures();
    private final JobExecutor executor;
    /** Jobs do not work in the language of the user who starts one. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new Thread(null, task, "job", 0, false));

    private volatile boolean stopping;
    private volatile @Nullable Instant ticked;

    /**
     * @param definitions those with a schedule are run
     * @param options properties that override those of all definitions
     */
    public JobScheduler(
            List<JobDefinition> definitions, Map<String, String> options, RunListener listener, TimeSource timing) {
        this.options = options;
        this.listener = listener;
        this.timing = timing;
        this.executor = new JobExecutor(queue, options, reported, timing, this::runner, () -> stopping);
        this.all = definitions.stream().map(ScheduledJob::new).toList();
        this.jobs = all.stream().filter(ScheduledJob::isScheduled).toList();
    }

    /** States which jobs the scheduler has, and where its endpoints are. */
    public String describe(String url) {
        int unscheduled = all.size() - jobs.size();
        return unscheduled == 0
                ? Messages.format("serve.started", jobs.size(), url)
                : Messages.format("serve.up.unscheduled", jobs.size(), unscheduled, url);
    }

    /** Runs until {@link #stop}; returns when the last job has ended. */
    public void run() throws IOException, InterruptedException {
        try {
            while (!stopping) {
                tick();
                timing.sleep(TICK);
            }
        } finally {
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                log.info("{}", Messages.format("serve.waiting"));
            }
        }
    }

    /** Handles the scheduled times before the scheduler started. */
    private void catchUp(ScheduledJob job) throws IOException {
        JobState state = JobState.read(job.settings().home(), job.name());
        Instant now = timing.now();
        Instant due = state.due();
        boolean missed = due != null
                && job.settings().next(due).filter(time -> time.isBefore(now)).isPresent();
        job.update(known -> known.withDue(now).withFirstSight(now));
        job.scheduleAfter(now);
        if (!job.isPaused() && job.settings().missed() == Missed.RUN && (missed || state.wasInterrupted())) {
            log.info("{}", Messages.format(missed ? "serve.catchUp" : "serve.resumed", job.name()));
            begin(job);
        } else if (missed) {
            log.warn("{}", Messages.format("serve.skipped", job.name()));
        }
        ZoneId zone = job.settings().zoneId();
        log.info(
                "{}",
                Messages.format(
                        "serve.next", job.name(), DisplayTime.format(job.next().atZone(zone)), zone));
    }

    /** A job with a damaged home does not delay the other jobs. */
    private synchronized void tick() {
        Instant now = timing.now();
        ticked = now;
        for (ScheduledJob job : jobs) {
            if (job.isCheckable(now)) {
                try {
                    check(job, now);
                    job.recordCheck();
                } catch (IOException e) {
                    report(job, now, Messages.format("serve.state", job.name(), FileSystemErrors.describe(e)));
                }
            }
        }
    }

    private void report(ScheduledJob job, Instant now, String problem) {
        if (job.recordFailedCheck(problem, now)) {
            log.error("{}", problem);
            String source = job.settings().source();
            RunNotifier notifier = new RunNotifier(job.definition(), reported, timing);
            threads.execute(() -> {
                try (notifier) {
                    notifier.failed(source, RunStatus.STOPPED, problem, "pantree jobs");
                }
            });
        }
    }

    private void check(ScheduledJob job, Instant now) throws IOException {
        if (!job.isCaughtUp()) {
            catchUp(job);
            job.recordCaughtUp();
        }
        if (job.isDue(now)) {
            handleDue(job, now);
        }
        if (!job.isBusy() && job.settings().expectedBy().isPresent()) {
            // In a separate thread, since a notification may take a minute.
            new MissingManifestCheck(job.definition(), options, timing).check().ifPresent(threads::execute);
        }
    }

    private void handleDue(ScheduledJob job, Instant now) throws IOException {
        Instant due = job.next();
        job.update(known -> known.withDue(due));
        job.scheduleAfter(now);
        if (job.isPaused()) {
            log.info("{}", Messages.format("serve.paused", job.name()));
        } else if (!job.isBusy()) {
            begin(job);
        } else if (job.settings().missed() == Missed.RUN) {
            job.runAgain();
        } else {
            log.warn("{}", Messages.format("serve.skipped", job.name()));
        }
    }

    private synchronized void begin(ScheduledJob job) {
        job.begin();
        threads.execute(() -> {
            try {
                executor.execute(job);
            } finally {
                done(job);
            }
        });
    }

    private synchronized void done(ScheduledJob job) {
        if (job.end() && !stopping) {
            begin(job);
        }
    }

    /** Null if the scheduler is stopping. */
    private synchronized @Nullable JobRunner runner(ScheduledJob job, JobDefinition now) {
        if (stopping) {
            return null;
        }
        JobRunner runner = new JobRunner(now, options, listener, reported, timing);
        job.run(now, runner);
        return runner;
    }

    /** Stops gracefully, from any thread: no more jobs start, and the running ones are stopped. */
    public synchronized void stop(String why) {
        stopping = true;
        all.forEach(job -> job.stop(why));
    }

    /** Whether the schedules are still checked, and every job can be run. */
    synchronized boolean isReady() {
        Instant last = ticked;
        boolean alive = last != null && Duration.between(last, timing.now()).compareTo(Duration.ofMinutes(1)) < 0;
        return alive && jobs.stream().allMatch(ScheduledJob::isHealthy);
    }

    /** For each job: the next time, whether it is running, and why it cannot run. */
    synchronized Map<String, Map<String, Object>> details() {
        return jobs.stream()
                .collect(Collectors.toMap(ScheduledJob::name, ScheduledJob::facts, (one, other) -> one, TreeMap::new));
    }

    /** All jobs at present, with or without a schedule. */
    public synchronized List<JobOverview> overview() {
        return all.stream().map(ScheduledJob::overview).toList();
    }

    /** The homes of all jobs. */
    public synchronized List<Path> homes() {
        return all.stream().map(job -> job.settings().home()).toList();
    }

    /** Whether there is a job of this name. */
    public synchronized boolean contains(String name) {
        return find(name).isPresent();
    }

    /**
     * Starts a job outside its schedule.
     *
     * @return false if there is no such job, if it is busy, or if the scheduler is stopping
     */
    public synchronized boolean runNow(String name) {
        Optional<ScheduledJob> found = find(name).filter(job -> !job.isBusy() && !stopping);
        found.ifPresent(this::begin);
        return found.isPresent();
    }

    /**
     * Pauses a job, or ends its pause: scheduled times during a pause are skipped. A run in progress is not stopped.
     */
    public synchronized void pause(String name, boolean paused) throws IOException {
        for (ScheduledJob job : find(name).stream().toList()) {
            job.pause(paused);
        }
    }

    private Optional<ScheduledJob> find(String name) {
        return all.stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** The queue in which runs wait for each other. */
    public RunQueue queue() {
        return queue;
    }

    /** The number of jobs with a schedule. */
    public int size() {
        return jobs.size();
    }
}
