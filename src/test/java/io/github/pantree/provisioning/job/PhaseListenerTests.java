package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.step.StepExecution;

final class PhaseListenerTests {

    @TempDir
    private Path home;

    @Test
    void beginsThePhaseWithTheFoldersOfTheManifest() {
        ProgressTracker progress = new ProgressTracker(new ScriptedApi(1), new TickingTime(), PantreeMetrics.NONE);
        assertThat(progress.snapshot().phase()).isEqualTo("start");
        try (TestLedger database = new TestLedger(home)) {
            RunParameters run =
                    new RunParameters(LauncherFixture.TARGET, Path.of("m.csv"), database.manifest("/a", "/b"), null);
            StepExecution step = new StepExecution(
                    1, "create", new JobExecution(1, new JobInstance(1, "provisioning"), run.toJobParameters()));
            new PhaseListener(RunPhase.CREATE, progress, database.ledger().report()).beforeStep(step);
        }
        assertThat(progress.snapshot().phase()).isEqualTo("create");
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(0, 0, 0, 0, 2));
    }
}
