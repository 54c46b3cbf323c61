package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of several homes in one process, as of jobs with accounts of their own: their executions have equal numbers. */
@Timeout(120)
final class ConcurrentHomesTests extends ProvisioningFixture {

    @Test
    void aRunDoesNotTouchAnotherHomesRun() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Simulator slow = start(SimulatorSettings.defaults().withLatency(Duration.ofMillis(500)));
                Simulator fast = start(SimulatorSettings.defaults())) {
            HomeFixture first = new HomeFixture(Files.createDirectories(folder.resolve("first")), slow.baseUrl());
            HomeFixture second = new HomeFixture(Files.createDirectories(folder.resolve("second")), fast.baseUrl());
            Path slowManifest = first.manifest("path\n/a/b/c/d/e\n");
            Future<RunOutcome> running = thread.submit(() -> first.run(slowManifest));
            await().until(() -> slow.stats().mkdirCalls() > 0);

            RunOutcome outcome = second.run(second.manifest("path\n/x/y\n"));

            assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(fast.tree()).containsOnlyKeys("/x", "/x/y");
            assertThat(running.get().end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(slow.tree()).containsOnlyKeys("/a", "/a/b", "/a/b/c", "/a/b/c/d", "/a/b/c/d/e");
        } finally {
            thread.shutdownNow();
        }
    }
}
