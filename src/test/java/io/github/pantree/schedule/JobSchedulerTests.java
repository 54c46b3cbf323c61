package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When jobs are run. Runs that would open a home fail instead, as with an invalid setting. */
@Timeout(60)
class JobSchedulerTests {

    private static final String MIDNIGHT = "2026-11-25T00:00:00Z";

    @TempDir
    private Path folder;

    private final HeldTime time = new HeldTime(MIDNIGHT);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private CountDownLatch gate = new CountDownLatch(0);
    private @Nullable JobScheduler serving;
    private @Nullable Thread thread;

    /** A clock that advances only as far as the test sets. */
    private static final class HeldTime implements TimeSource {

        private Instant now;
        private Instant limit;
        /** Whether the scheduler has checked everything until {@code now}. */
        private boolean asleep;

        private HeldTime(String now) {
            this.now = Instant.parse(now);
            this.limit = this.now;
        }

        @Override
        public synchronized long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized void sleep(Duration time) throws InterruptedException {
            while (!now.isBefore(limit)) {
                asleep = true;
                notifyAll();
                wait();
            }
            asleep = false;
            now = now.plus(time);
        }

        private synchronized void letGo() {
            limit = Instant.MAX;
            notifyAll();
        }

        private synchronized void hold() {
            limit = now;
        }

        private synchronized void skip(Duration time) {
            now = now.plus(time);
            limit = now;
        }

        /** Returns when the scheduler has checked the new time. */
        private synchronized void goOn(Duration time) throws InterruptedException {
            limit = limit.plus(time);
            asleep = false;
            notifyAll();
            while (!asleep) {
                wait();
            }
        }
    }

    private final class Audience implements RunListener {

        @Override
        public Provisioning open(Map<String, String> options, Optional<Path> job, BooleanSupplier stopped) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.add(job.orElseThrow().getFileName().toString());
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            atOnce.decrementAndGet();
            throw new InvalidSettingException("pantree.home", "home", "a folder", "correct it");
        }

        @Override
        public RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception {
            return run.call();
        }

        @Override
        public void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why) {}

        @Override
        public void failed(Path manifest, RunStatus end, String why) {}
    }

    private JobDefinition job(String name, String... lines) throws IOException {
        Path manifest = Files.writeString(folder.resolve(name + ".csv"), "path\n/a\n");
        Path file = folder.resolve(name + ".yml");
        Files.writeString(
                file,
                "pantree:\n  zone: UTC\n  access-token: t\n  manifest: %s\n  home: %s\n  %s\n"
                        .formatted(manifest, folder.resolve("home-" + name), String.join("\n  ", lines)));
        return JobDefinition.read(file, Map.of());
    }

    private void serve(JobDefinition... jobs) {
        JobScheduler fresh = new JobScheduler(List.of(jobs), Map.of(), new Audience(), time);
        serving = fresh;
        thread = new Thread(() -> {
            try {
                fresh.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
                failures.add(e);
            }
        });
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        gate.countDown();
        stopServing();
        assertThat(failures).isEmpty();
    }

    private void stopServing() throws InterruptedException {
        Thread running = thread;
        if (running != null && serving != null) {
            serving.stop("the test is over");
            time.letGo();
            running.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(running.isAlive()).isFalse();
            time.hold();
        }
    }

    @Test
    void hasTheNamesAndHomesOfItsJobs() throws IOException {
        JobScheduler scheduler =
                new JobScheduler(List.of(job("a"), job("b")), Map.of(), new Audience(), TimeSource.SYSTEM);
        assertThat(scheduler.contains("b")).isTrue();
        assertThat(scheduler.contains("c")).isFalse();
        assertThat(scheduler.homes()).containsExactly(folder.resolve("home-a"), folder.resolve("home-b"));
    }

    private JobOverview overview() {
        return Objects.requireNonNull(serving).overview().get(0);
    }

    /** A job is busy from its start until its end, before which it is recorded as begun. */
    private void assertNoneStarted() {
        assertThat(Objects.requireNonNull(serving).overview())
                .extracting(JobOverview::busy)
                .containsOnly(false);
        assertThat(begun).isEmpty();
    }

    private void awaitIdle() {
        Await.until(() -> !overview().busy());
    }

    private String nextBegun() throws InterruptedException {
        return String.valueOf(begun.poll(30, TimeUnit.SECONDS));
    }

    private void ended(String name) throws InterruptedException {
        Await.until(() -> JobState.read(folder.resolve("home-" + name), name).ended() != null);
    }

    @Test
    void aJobRunsOnItsScheduleInItsTimeZone() throws Exception {
        serve(job("hourly", "schedule: \"0 * * * *\""));
        time.goOn(Duration.ofMinutes(59));
        assertNoneStarted();
        assertThat(overview().next()).hasToString("2026-11-25T01:00:00Z");
        time.goOn(Duration.ofMinutes(2));
        assertThat(nextBegun()).isEqualTo("hourly.yml");
        ended("hourly");
        time.goOn(Duration.ofMinutes(60));
        assertThat(nextBegun()).isEqualTo("hourly.yml");
    }

    @Test
    void aMissedRunIsMadeUpForOnce() throws Exception {
        JobDefinition job = job("late", "schedule: \"0 * * * *\"");
        JobState.update(
                folder.resolve("home-late"), "late", state -> state.withDue(Instant.parse("2026-11-24T20:00:00Z")));
        serve(job);
        assertThat(nextBegun()).isEqualTo("late.yml");
        awaitIdle();
        time.goOn(Duration.ofMinutes(30));
        assertNoneStarted();
    }

    @Test
    void aMissedRunIsSkippedIfConfigured() throws Exception {
        JobDefinition job = job("skips", "schedule: \"0 * * * *\"", "missed: skip");
        JobState.update(
                folder.resolve("home-skips"), "skips", state -> state.withDue(Instant.parse("2026-11-24T20:00:00Z")));
        serve(job);
        time.goOn(Duration.ofMinutes(30));
        assertNoneStarted();
        time.goOn(Duration.ofMinutes(31));
        assertThat(nextBegun()).isEqualTo("skips.yml");
    }

    @Test
    void aKilledRunIsResumed() throws Exception {
        JobDefinition job = job("killed", "schedule: \"0 3 * * *\"");
        JobState.update(folder.resolve("home-killed"), "killed", state -> state.withStart(Instant.parse(MIDNIGHT)));
        serve(job);
        assertThat(nextBegun()).isEqualTo("killed.yml");
    }

    @Test
    void timesThatPassDuringARunCauseOneMoreRun() throws Exception {
        gate = new CountDownLatch(1);
        serve(job("long", "schedule: \"0 * * * *\""));
        time.goOn(Duration.ofMinutes(61));
        assertThat(nextBegun()).isEqualTo("long.yml");
        time.goOn(Duration.ofHours(5));
        gate.countDown();
        assertThat(nextBegun()).isEqualTo("long.yml");
        awaitIdle();
        assertNoneStarted();
        assertThat(most).hasValue(1);
    }

    @Test
    void aJobRunsNowWithOrWithoutASchedule() throws Exception {
        gate = new CountDownLatch(1);
        serve(job("now"), job("daily", "schedule: \"0 3 * * *\""));
        JobScheduler scheduler = Objects.requireNonNull(serving);
        assertThat(scheduler.runNow("now")).isTrue();
        assertThat(nextBegun()).isEqualTo("now.yml");
        assertThat(overview().busy()).isTrue();
        assertThat(scheduler.runNow("now")).as("while it is busy").isFalse();
        assertThat(scheduler.runNow("unknown")).isFalse();
        gate.countDown();
        ended("now");
        assertThat(scheduler.runNow("daily")).isTrue();
        assertThat(nextBegun()).isEqualTo("daily.yml");
        ended("daily");
        scheduler.stop("the test is over");
        assertThat(scheduler.runNow("daily")).as("after the stop").isFalse();
    }

    @Test
    void aPausedJobSkipsItsTimesAndCanRunNow() throws Exception {
        serve(job("paused", "schedule: \"0 * * * *\""));
        JobScheduler scheduler = Objects.requireNonNull(serving);
        scheduler.pause("paused", true);
        time.goOn(Duration.ofMinutes(121));
        assertNoneStarted();
        assertThat(overview().paused()).isTrue();
        assertThat(overview().next()).isNull();
        assertThat(scheduler.runNow("paused")).isTrue();
        assertThat(nextBegun()).isEqualTo("paused.yml");
        awaitIdle();

        scheduler.pause("paused", false);
        time.goOn(Duration.ofMinutes(30));
        assertNoneStarted();
        assertThat(overview().next()).hasToString("2026-11-25T03:00:00Z");
        time.goOn(Duration.ofMinutes(30));
        assertThat(nextBegun()).isEqualTo("paused.yml");
    }

    @Test
    void aPauseLastsOverARestart() throws Exception {
        JobDefinition job = job("kept", "schedule: \"0 * * * *\"");
        serve(job);
        time.goOn(Duration.ofMinutes(1));
        Objects.requireNonNull(serving).pause("kept", true);
        stopServing();

        time.skip(Duration.ofHours(5));
        serve(job);
        time.goOn(Duration.ofMinutes(90));
        assertThat(overview().paused()).isTrue();
        assertNoneStarted();
        Objects.requireNonNull(serving).pause("kept", false);
        time.goOn(Duration.ofMinutes(60));
        assertThat(nextBegun()).isEqualTo("kept.yml");
    }

    @Test
    void jobsOfOneAccountRunOneAfterAnother() throws Exception {
        gate = new CountDownLatch(1);
        serve(
                job("a", "account: media", "schedule: \"0 * * * *\""),
                job("b", "account: media", "schedule: \"0 * * * *\""),
                job("c", "account: other", "schedule: \"0 * * * *\""));
        time.goOn(Duration.ofMinutes(61));
        List<String> first = List.of(nextBegun(), nextBegun());
        assertThat(first).contains("c.yml");
        Await.until(() -> Objects.requireNonNull(serving).queue().waiting() > 0);
        assertThat(begun).isEmpty();
        gate.countDown();
        assertThat(nextBegun()).isIn("a.yml", "b.yml").isNotIn(first);
        assertThat(most).hasValue(2);
    }

    @Test
    void aJobWhoseAccountIsChangedWhileItWaitsAlsoWaitsForTheNewOne() throws Exception {
        serve(job("b", "account: media", "schedule: \"0 * * * *\""));
        RunQueue queue = Objects.requireNonNull(serving).queue();
        CountDownLatch media = occupy(queue, "media");
        CountDownLatch other = occupy(queue, "other");
        time.goOn(Duration.ofMinutes(61));
        Await.until(() -> queue.waiting() > 0);
        job("b", "account: other", "schedule: \"0 * * * *\"");

        media.countDown();
        assertThat(queue.inTurn("media", Optional.empty(), () -> "after the job"))
                .isNotEmpty();
        assertThat(begun).isEmpty();
        other.countDown();
        assertThat(nextBegun()).isEqualTo("b.yml");
    }

    /** Occupies an account from now on until the result is counted down. */
    private static CountDownLatch occupy(RunQueue queue, String account) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch occupied = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            try {
                queue.inTurn(account, Optional.empty(), () -> {
                    occupied.countDown();
                    return end.await(1, TimeUnit.MINUTES);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        holder.start();
        assertThat(occupied.await(30, TimeUnit.SECONDS)).isTrue();
        return end;
    }

    @Test
    void aJobWithABrokenHomeDoesNotKeepLaterJobsFromRunning() throws Exception {
        Path home = Files.writeString(folder.resolve("home-a"), "a file where the home should be");
        serve(job("a", "schedule: \"0 * * * *\""), job("b", "schedule: \"0 * * * *\""));
        JobScheduler scheduler = Objects.requireNonNull(serving);
        time.goOn(Duration.ofMinutes(61));
        assertThat(nextBegun()).isEqualTo("b.yml");
        ended("b");
        assertThat(scheduler.isReady()).isFalse();
        assertThat(scheduler.details().get("a")).asString().contains("problem", "home-a");
        assertThat(scheduler.details().get("b")).asString().doesNotContain("problem");

        Files.delete(home);
        time.goOn(Duration.ofMinutes(60));
        assertThat(List.of(nextBegun(), nextBegun())).containsExactlyInAnyOrder("a.yml", "b.yml");
        ended("a");
        ended("b");
        assertThat(scheduler.isReady()).isTrue();
    }

    @Test
    void aMissingManifestIsReportedOnceADay() throws Exception {
        JobDefinition job = job("waits", "schedule: \"0 3 * * *\"", "expect-by: \"01:30\"");
        serve(job);
        time.goOn(Duration.ofMinutes(80));
        assertThat(JobState.read(folder.resolve("home-waits"), "waits").missed())
                .isNull();
        time.goOn(Duration.ofMinutes(20));
        assertThat(JobState.read(folder.resolve("home-waits"), "waits").missed())
                .hasToString("2026-11-25");
    }
}
