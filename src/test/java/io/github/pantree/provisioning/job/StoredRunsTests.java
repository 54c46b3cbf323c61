package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.provisioning.job.StoredRun.StoredStep;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

final class StoredRunsTests {

    private static final FolderCounts COUNTS = new FolderCounts(1, 2, 3, 4, 5);
    private static final LocalDateTime START = RecordedRuns.START;

    private BatchDatabase database;

    @AutoClose
    private RecordedRuns recorded;

    @BeforeEach
    void open() throws Exception {
        database = new BatchDatabase();
        recorded = new RecordedRuns(database);
    }

    private static RunParameters manifest(long number) {
        ProvisioningTarget target = new ProvisioningTarget("hash", "http://127.0.0.1:1", new DirId(""));
        return new RunParameters(target, Path.of("m.csv"), number, null);
    }

    private StoredRun run(long manifest) {
        StoredRun run = recorded.begin(manifest(manifest), null);
        recorded.end(run, RunStatus.STOPPED, COUNTS);
        return run;
    }

    private StoredRuns stored() {
        return recorded.stored();
    }

    @Test
    void runsOfAllManifestsAreNewestFirst() {
        StoredRun first = run(1);
        StoredRun second = run(2);
        StoredRun third = run(1);
        recorded.beginComparison(manifest(1));
        assertThat(stored().newestFirst()).containsExactly(third, second, first);
        assertThat(third.instance()).isEqualTo(first.instance()).isNotEqualTo(second.instance());
        assertThat(stored().byInstance()).containsExactlyInAnyOrder(List.of(third, first), List.of(second));
        assertThat(stored().comparisonsByInstance())
                .singleElement()
                .satisfies(runs -> assertThat(runs).hasSize(1));
    }

    @Test
    void anInstanceWithoutARunIsLeftOut() {
        database.repository.createJobInstance(
                StoredRun.PROVISIONING, manifest(1).toJobParameters());
        assertThat(stored().byInstance()).isEmpty();
        assertThat(stored().newestFirst()).isEmpty();
    }

    @Test
    void deletesOneRunAndKeepsTheOthersOfItsInstance() {
        StoredRun first = run(1);
        StoredRun second = run(1);
        stored().delete(stored().newestFirst().get(1));
        assertThat(stored().newestFirst()).containsExactly(second).doesNotContain(first);
    }

    @Test
    void deletesAnInstanceWithAllItsRuns() {
        run(1);
        run(1);
        StoredRun other = run(2);
        stored().deleteInstance(stored().newestFirst().get(1));
        assertThat(stored().newestFirst()).containsExactly(other);
        assertThat(database.repository.findJobInstances(StoredRun.PROVISIONING))
                .as("nothing is left of the other one")
                .hasSize(1);
    }

    @Test
    void aRunHasItsTimesAndSteps() {
        run(1);
        StoredRun ended = stored().newestFirst().get(0);
        assertThat(ended.created()).isEqualTo(START);
        assertThat(ended.ended()).isEqualTo(START.plusMinutes(1));
        assertThat(ended.lastActive()).isEqualTo(START.plusMinutes(1));
        assertThat(ended.steps())
                .containsExactly(
                        new StoredStep("load", "completed", START, START.plusSeconds(1), 7),
                        new StoredStep("create", "failed", START, START.plusMinutes(1), 0));
    }

    @Test
    void aKilledRunWasActiveUntilItsLastUpdate() {
        recorded.begin(manifest(1), null);
        StoredRun killed = stored().newestFirst().get(0);
        assertThat(killed.ended()).isNull();
        assertThat(killed.lastActive()).isEqualTo(killed.execution().getLastUpdated());
        assertThat(killed.steps().get(1)).isEqualTo(new StoredStep("create", "started", START, null, 0));
        assertThat(killed.counts()).isEmpty();
        assertThat(killed.statistics()).isEmpty();
    }

    @Test
    void isCompletedIfItsJobCompleted() {
        StoredRun run = run(1);
        assertThat(run.isCompleted()).isFalse();
        recorded.end(run, RunStatus.COMPLETED, COUNTS);
        assertThat(run.isCompleted()).isTrue();
    }

    @Test
    void theStateIsTheRecordedEnd() {
        StoredRun run = run(1);
        assertThat(run.state(() -> true).label()).isEqualTo("stopped");
        StoredRun killed = recorded.begin(manifest(1), null);
        assertThat(killed.state(() -> true).label()).isEqualTo("running");
        assertThat(killed.state(() -> false).label()).isEqualTo("killed");
    }

    @Test
    void withoutARecordedEndTheStateIsSpringBatchsStatus() {
        StoredRun run = recorded.begin(manifest(1), null);
        for (BatchStatus status : List.of(BatchStatus.UNKNOWN, BatchStatus.ABANDONED, BatchStatus.FAILED)) {
            run.execution().setStatus(status);
            assertThat(run.state(() -> true).label()).isEqualTo(status.name().toLowerCase(Locale.ROOT));
        }
    }
}
