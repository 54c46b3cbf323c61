package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.testing.Await;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;

@Timeout(60)
final class JobStarterTests {

    @AutoClose
    private final LauncherFixture fixture;

    JobStarterTests(@TempDir Path home) throws Exception {
        fixture = new LauncherFixture(home);
    }

    private JobExecution start() throws Exception {
        Job job = fixture.job(StoredRun.PROVISIONING);
        JobStarter starter = fixture.starter();
        JobParameters parameters =
                starter.register(LauncherFixture.TARGET, fixture.file, null).toJobParameters();
        return starter.start(job, parameters);
    }

    @Test
    void aJobThatSpringBatchRefusesIsADefectWithItsReason() throws Exception {
        assertThat(start().getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(JobInstanceAlreadyCompleteException.class)
                .hasMessageContaining("already exists and is complete");
    }

    @Test
    void aFailureOfAStepIsInTheExecution() throws Exception {
        fixture.work = (manifest, step) -> {
            throw new IllegalStateException("of the step");
        };
        assertThat(start().getAllFailureExceptions())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("of the step"));
    }

    @Test
    void theDeadlineRequestsAStopDuringTheJob() throws Exception {
        fixture.deadline = "90m";
        AtomicReference<String> reason = new AtomicReference<>();
        fixture.work = (manifest, step) -> {
            Await.until(() -> fixture.stop.isRequested());
            reason.set(fixture.stop.reason());
        };
        start();
        assertThat(reason.get()).contains("90m");
        assertThat(fixture.api.isHalted()).isTrue();
    }

    @Test
    void nothingWaitsForTheDeadlineAfterTheJob() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TickingTime time = new TickingTime();
        time.onSleep(wait -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return wait;
        });
        fixture.timing = time;
        fixture.deadline = "90m";
        fixture.work = (manifest, step) -> begun.await();
        start();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.stop.isRequested()).isFalse();
    }
}
