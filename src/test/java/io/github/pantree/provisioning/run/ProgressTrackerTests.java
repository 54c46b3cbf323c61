package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.testing.TickingTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTrackerTests {

    private final ScriptedApi api = new ScriptedApi(0);
    private final TickingTime time = new TickingTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProgressTracker tracker = new ProgressTracker(api, time, PantreeMetrics.in(registry));

    @Test
    void startsWithNothing() {
        assertThat(tracker.snapshot())
                .isEqualTo(new Progress("start", FolderCounts.NONE, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, null, null));
    }

    @Test
    void showsCallsRowsAndTime() {
        api.figures(new CallStatistics(1, 2, 4, 8, 16, 32, Duration.ofMillis(7), List.of()), null);
        time.advance(Duration.ofSeconds(3));
        tracker.read(5);
        tracker.read(6);
        tracker.inDoubt(9);
        tracker.phase(RunPhase.CREATE, new FolderCounts(0, 0, 0, 0, 4));
        assertThat(tracker.snapshot())
                .isEqualTo(new Progress(
                        "create",
                        new FolderCounts(0, 0, 0, 0, 4),
                        9,
                        11,
                        7,
                        8,
                        16,
                        7 / 3.0,
                        32,
                        Duration.ofSeconds(3),
                        null,
                        null));
    }

    @Test
    void movesFoldersFromPendingToTheirOutcome() {
        tracker.phase(RunPhase.CREATE, new FolderCounts(0, 0, 0, 0, 10));
        tracker.recordOutcome(FolderState.CREATED);
        tracker.recordOutcome(FolderState.FAILED);
        tracker.recordBlocked(3);
        tracker.recordCompared(2);
        assertThat(tracker.snapshot().folders()).isEqualTo(new FolderCounts(1, 2, 1, 3, 3));
        assertThat(counted("created")).isEqualTo(1);
        assertThat(counted("failed")).isEqualTo(1);
        assertThat(counted("blocked")).isEqualTo(3);
        assertThat(registry.find(PantreeMetrics.FOLDERS).tag("state", "existed").counter())
                .as("a comparison ends nothing")
                .isNull();
    }

    private double counted(String state) {
        return registry.get(PantreeMetrics.FOLDERS)
                .tag("state", state)
                .counter()
                .count();
    }

    @Test
    void showsAnOutage() {
        OutageStatus outage = new OutageStatus(Duration.ofSeconds(4), Duration.ofMinutes(5), "503");
        api.figures(new CallStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, List.of()), outage);
        assertThat(tracker.snapshot().outage())
                .isEqualTo(new Progress.Outage(Duration.ofSeconds(4), Duration.ofMinutes(5), "503"));
    }
}
