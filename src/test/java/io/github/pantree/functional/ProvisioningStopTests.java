package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.StorageException;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that are stopped, locked out, refused or fail. */
final class ProvisioningStopTests extends ProvisioningFixture {

    @Test
    void aStopLeavesNothingInDoubtAndTheSameCommandResumes() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.rate", "100");
            Path manifest = fixture.manifest(tree(200));
            RunOutcome stopped;
            try (Provisioning provisioning = fixture.open()) {
                Thread stopper = new Thread(() -> stopAfter(provisioning, simulator, 40));
                stopper.start();
                stopped = provisioning.run(manifest);
                stopper.join();
            }
            assertThat(stopped.end()).isEqualTo(RunStatus.STOPPED);
            assertThat(stopped.summary().folders().created())
                    .as("all that were sent are known")
                    .isEqualTo(simulator.folders().size())
                    .isBetween(40L, 150L);
            assertThat(fixture.result("result.csv")).hasSize(200);
            assertThat(fixture.result("rejects.csv")).noneMatch(line -> line.contains("is unknown"));
            assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(simulator.stats().mkdirCalls()).isEqualTo(200);
        }
    }

    private static void stopAfter(Provisioning provisioning, Simulator simulator, int calls) {
        Await.until(() -> simulator.stats().mkdirCalls() >= calls);
        provisioning.stop("a test");
    }

    @Test
    void aStopAfterTheEndOfTheRunIsIgnored() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            Provisioning provisioning = new HomeFixture(folder, simulator).open();
            provisioning.close();
            assertThatCode(() -> provisioning.stop("a signal")).doesNotThrowAnyException();
        }
    }

    @Test
    void oneProcessUsesAHome() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            try (Provisioning first = fixture.open()) {
                assertThat(first.history().runs()).isEmpty();
                assertThatThrownBy(fixture::open)
                        .isInstanceOf(LockedException.class)
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void oneProcessProvisionsAManifestWhateverItsHome() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withLatency(Duration.ofMillis(20)))) {
            HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.rate", "10");
            // Deep enough to last until the other process is refused, even on a busy machine.
            Path manifest = fixture.manifest("path\n" + "/a".repeat(400) + "\n");
            try (Provisioning first = fixture.open()) {
                Thread other = new Thread(() -> {
                    waitForCalls(simulator, 3);
                    HomeFixture elsewhere = new HomeFixture(folder.resolve("elsewhere"), simulator);
                    assertThatThrownBy(() -> elsewhere.run(manifest))
                            .isInstanceOf(LockedException.class)
                            .hasMessageContaining("from another home");
                    first.stop("seen");
                });
                other.start();
                assertThat(first.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
                other.join();
            }
        }
    }

    private static void waitForCalls(Simulator simulator, int calls) {
        Await.until(() -> simulator.stats().mkdirCalls() >= calls);
    }

    @Test
    void aRefusedTokenAndAnUnknownParentAreReported() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest("path\n/a\n");
            assertThat(fixture.with("pantree.access-token", "wrong")
                            .run(manifest)
                            .end())
                    .isEqualTo(RunStatus.CREDENTIALS_REFUSED);
            RunOutcome outcome = fixture.with("pantree.access-token", "simulator-token")
                    .with("pantree.parent", "nowhere")
                    .run(manifest);
            assertThat(outcome.end()).isEqualTo(RunStatus.BAD_SETTING);
            assertThat(outcome.reason()).contains("pantree.parent", "nowhere");
            assertThat(simulator.stats().mkdirCalls()).isZero();
        }
    }

    @Test
    void anApiThatIsDownStopsTheRun() throws Exception {
        Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.max-outage", "200ms");
        int port = simulator.port();
        simulator.close();
        Path manifest = fixture.manifest("path\n/a\n");
        RunOutcome outcome = fixture.run(manifest);
        assertThat(outcome.end()).isEqualTo(RunStatus.STOPPED);
        assertThat(outcome.reason()).contains("no usable response", "pantree.max-outage");
        assertThat(fixture.result("result.csv")).hasSize(1);
        try (Simulator back = Simulator.start(SimulatorSettings.defaults().withPort(port))) {
            assertThat(fixture.run(manifest).end()).as("the same command").isEqualTo(RunStatus.COMPLETED);
            assertThat(back.tree()).containsKey("/a");
        }
    }

    @Test
    void resultsThatCannotBeWrittenAreWrittenByTheNextRun() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            HomeFixture fixture = new HomeFixture(folder, simulator);
            Path manifest = fixture.manifest("path\n/a\n");
            Path obstacle = Files.createDirectories(folder.resolve("out/result.csv/obstacle"));
            assertThatThrownBy(() -> fixture.run(manifest))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("result files");
            try (Provisioning status = fixture.status()) {
                assertThat(status.history().runs()).singleElement().satisfies(run -> {
                    assertThat(run.state().label()).isEqualTo("stopped");
                    assertThat(run.folders()).isEqualTo(new FolderCounts(1, 0, 0, 0, 0));
                });
            }
            Files.delete(obstacle);
            Files.delete(obstacle.getParent());
            assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
            assertThat(fixture.result("result.csv")).hasSize(1);
            assertThat(folder.resolve("out/summary.json")).exists();
        }
    }

    @Test
    void errorsOfSettingsContainValueRuleAndRemedy() throws IOException {
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            assertThatThrownBy(() -> new HomeFixture(folder, simulator)
                            .with("pantree.rate", "fast")
                            .open())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("pantree.rate: \"fast\"");
            assertThatThrownBy(() -> new HomeFixture(folder, simulator)
                            .with("pantree.rate", "0")
                            .open())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("pantree.rate");
            assertThatThrownBy(() -> new HomeFixture(folder, simulator)
                            .with("pantree.on-existing", "ask")
                            .open())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("adopt or fail");
            assertThat(folder.resolve("home")).doesNotExist();
        }
    }
}
