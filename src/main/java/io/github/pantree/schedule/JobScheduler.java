package io.github.pantree.schedule;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.JobSettings.Missed;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives jobs their turns at the times of their schedules, for as long as it is let.
 *
 * <p>Jobs of one account, and jobs of one home, have their turns one after another. A job whose turn is still going on, or
 * waiting, at its next time has missed that time.
 */
public final class JobScheduler {

    private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(250);

    private final List<ScheduledJob> places = new ArrayList<>();
    private final Map<String, String> options;
    private final JobRunner.RunListener audience;
    private final TimeSource timing;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Path, Instant> purged = new ConcurrentHashMap<>();
    private final ExecutorService turns = Executors.newCachedThreadPool();
    private volatile boolean stopping;
    private volatile @Nullable Instant ticked;

    /** A job in the schedule. */
    private static final class ScheduledJob {
        private JobDefinition job;
        private Instant next = Instant.MAX;
        private boolean busy;
        private boolean again;
        private @Nullable JobRunner turn;

        private ScheduledJob(JobDefinition job) {
            this.job = job;
        }
    }

    /**
     * @param jobs those that have a schedule are served
     * @param options properties that override those of all definitions
     */
    public JobScheduler(
            List<JobDefinition> jobs, Map<String, String> options, JobRunner.RunListener audience, TimeSource timing) {
        this.options = options;
        this.audience = audience;
        this.timing = timing;
        jobs.stream()
                .filter(job -> job.settings().cron().isPresent())
                .forEach(job -> places.add(new ScheduledJob(job)));
    }

    /** When a job's schedule has it run next; empty if it has none. A time that summer time skips comes right after the gap. */
    public static Optional<Instant> next(JobDefinition job, Instant after) {
        ZoneId zone = job.settings().zoneId();
        return job.settings()
                .cron()
                .flatMap(cron -> Stream.of(
                                Optional.ofNullable(cron.next(after.atZone(zone)))
                                        .map(ZonedDateTime::toInstant),
                                // As the wall clock would show it if it went on: what falls into a gap is moved behind
                                // it.
                                Optional.ofNullable(cron.next(LocalDateTime.ofInstant(after, zone)))
                                        .map(local -> local.atZone(zone).toInstant()))
                        .flatMap(Optional::stream)
                        .filter(time -> time.isAfter(after))
                        .min(Comparator.naturalOrder()));
    }

    /** Serves until {@link #stop}; comes back when the last turn has ended. */
    public void run() throws IOException, InterruptedException {
        try {
            for (ScheduledJob place : places) {
                catchUp(place);
            }
            while (!stopping) {
                try {
                    tick();
                } catch (IOException e) {
                    log.error("{}", Messages.format("serve.state", FileSystemErrors.describe(e)));
                    timing.sleep(AFTER_TROUBLE);
                }
                timing.sleep(TICK);
            }
        } finally {
            turns.shutdown();
            while (!turns.awaitTermination(1, TimeUnit.MINUTES)) {
                log.info("{}", Messages.format("serve.waiting"));
            }
        }
    }

    /** What was missed while nobody served. */
    private void catchUp(ScheduledJob place) throws IOException {
        JobSettings settings = place.job.settings();
        JobState state = JobState.read(settings.home(), place.job.name());
        Instant now = timing.now();
        Instant due = state.due();
        boolean missed = due != null
                && next(place.job, due).filter(time -> time.isBefore(now)).isPresent();
        if (settings.missed() == Missed.RUN && (missed || state.wasInterrupted())) {
            log.info("{}", Messages.format(missed ? "serve.catchUp" : "serve.goOn", place.job.name()));
            begin(place);
        } else if (missed) {
            log.warn("{}", Messages.format("serve.skipped", place.job.name()));
        }
        JobState.update(
                settings.home(), place.job.name(), known -> known.due(now).seen(now));
        place.next = next(place.job, now).orElse(Instant.MAX);
        ZonedDateTime next = place.next.atZone(settings.zoneId());
        log.info("{}", Messages.format("serve.next", place.job.name(), next.toOffsetDateTime(), settings.zoneId()));
    }

    private synchronized void tick() throws IOException {
        Instant now = timing.now();
        ticked = now;
        for (ScheduledJob place : places) {
            if (!now.isBefore(place.next)) {
                Instant due = place.next;
                JobState.update(place.job.settings().home(), place.job.name(), known -> known.due(due));
                place.next = next(place.job, now).orElse(Instant.MAX);
                if (!place.busy) {
                    begin(place);
                } else if (place.job.settings().missed() == Missed.RUN) {
                    place.again = true;
                } else {
                    log.warn("{}", Messages.format("serve.skipped", place.job.name()));
                }
            }
            if (!place.busy) {
                // Telling may take a minute.
                notifier(place.job).missing(place.job).ifPresent(turns::execute);
            }
        }
    }

    private synchronized void begin(ScheduledJob place) {
        place.busy = true;
        turns.execute(() -> {
            try {
                runJob(place);
            } finally {
                done(place);
            }
        });
    }

    private synchronized void done(ScheduledJob place) {
        place.busy = false;
        place.turn = null;
        if (place.again && !stopping) {
            place.again = false;
            begin(place);
        }
    }

    private void runJob(ScheduledJob place) {
        List<ReentrantLock> held = new ArrayList<>();
        try {
            for (String lane : lanes(place.job)) {
                ReentrantLock lock = locks.computeIfAbsent(lane, name -> new ReentrantLock(true));
                lock.lock();
                held.add(lock);
            }
            JobRunner turn = runner(place);
            if (turn != null) {
                RunStatus end = turn.run();
                if (turn.runs() > 0 || end != RunStatus.COMPLETED) {
                    log.info("{}", Messages.format("serve.ended", place.job.name(), end.exitCode(), end.label()));
                    purge(turn, place.job.settings().home());
                } else {
                    log.debug(
                            "{}",
                            Messages.format(
                                    "job.none",
                                    place.job.name(),
                                    place.job.settings().source()));
                }
            }
        } catch (InvalidSettingException e) {
            log.error("{}", Messages.format("serve.failed", place.job.name(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            log.error("{}", Messages.format("serve.failed", place.job.name(), FileSystemErrors.describe(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("{}", Messages.format("serve.failed", place.job.name(), String.valueOf(e)), e);
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** Once a day in each home, after a turn, since then it is this turn's. */
    private void purge(JobRunner turn, Path home) {
        Instant now = timing.now();
        Instant before = purged.getOrDefault(home, Instant.MIN);
        if (!stopping && before.isBefore(now.minus(Duration.ofDays(1)))) {
            purged.put(home, now);
            turn.purge();
        }
    }

    /** What only one turn has at a time; always in one order, so that nobody waits for somebody who waits for him. */
    private static List<String> lanes(JobDefinition job) {
        String account = "account " + job.settings().account();
        // A home with a database of its own is one process's, and one turn's, at a time.
        return job.shared()
                ? List.of(account)
                : List.of(account, "home " + job.settings().home());
    }

    private RunNotifier notifier(JobDefinition job) {
        return new RunNotifier(job.name(), job.notices(), timing);
    }

    /** The turn, with the settings as they are now; null if there is to be none any more. */
    private @Nullable JobRunner runner(ScheduledJob place) {
        JobDefinition before = place.job;
        try {
            return runner(place, JobDefinition.read(before.file(), options));
        } catch (InvalidSettingException e) {
            notifier(before)
                    .failed(
                            before.file().toString(),
                            RunStatus.BAD_SETTING,
                            String.valueOf(e.getMessage()),
                            "pantree jobs");
            throw e;
        }
    }

    private synchronized @Nullable JobRunner runner(ScheduledJob place, JobDefinition now) {
        if (stopping) {
            return null;
        }
        place.job = now;
        place.turn = new JobRunner(place.job, options, audience, timing);
        return place.turn;
    }

    /** Ends in order: no more turns begin, and those that go on are told to stop. From any thread. */
    public synchronized void stop(String why) {
        stopping = true;
        places.forEach(place -> {
            JobRunner turn = place.turn;
            if (turn != null) {
                turn.stop(why);
            }
        });
    }

    /** Whether the schedule is looked at. */
    boolean isAlive() {
        Instant last = ticked;
        return last != null && Duration.between(last, timing.now()).compareTo(Duration.ofMinutes(1)) < 0;
    }

    /** Each job's next time, and whether its turn goes on. */
    synchronized Map<String, Object> details() {
        Map<String, Object> details = new TreeMap<>();
        places.forEach(
                place -> details.put(place.job.name(), Map.of("next", place.next.toString(), "busy", place.busy)));
        return details;
    }

    /** How many jobs have a schedule. */
    public int size() {
        return places.size();
    }
}
