package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;

final class OutcomeRecorderTests {

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    private final TickingTime time = new TickingTime();
    private final ObservedLedger observed = new ObservedLedger(database.ledger());
    private final long manifest = database.manifest(
            IntStream.rangeClosed(1, 300).mapToObj(i -> "/n" + i).toArray(String[]::new));
    private final ProgressTracker progress = new ProgressTracker(new ScriptedApi(0), time, PantreeMetrics.NONE);
    private final List<String> recorded = new ArrayList<>();
    private final OutcomeRecorder recorder = new OutcomeRecorder(
            manifest,
            observed.ledger().folders(),
            time,
            progress,
            (task, change) -> recorded.add(task.folder.number() + " "
                    + database.ledger()
                            .report()
                            .find(manifest, change.number())
                            .orElseThrow()
                            .state()));

    @Test
    void reportsFoldersOnceTheirChangeIsDurable() {
        FolderTask task = add(1);
        assertThat(recorder.contains(task)).isTrue();
        assertThat(recorded).isEmpty();
        recorder.commit();
        assertThat(recorded).containsExactly("1 CREATED");
        assertThat(recorder.contains(task)).isFalse();
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(1, 0, 0, 0, -1));
        recorder.commit();
        assertThat(observed.count("saveOutcomes"))
                .as("nothing is left to commit")
                .isEqualTo(1);
    }

    @Test
    void commitsHeldUpdatesWhenIdle() {
        add(1);
        recorder.commitIfDue(false);
        assertThat(recorded).isEmpty();
        recorder.commitIfDue(true);
        assertThat(recorded).hasSize(1);
    }

    @Test
    void commitsAGroupOf256() {
        IntStream.rangeClosed(1, 255).forEach(this::add);
        recorder.commitIfDue(false);
        assertThat(recorded).isEmpty();
        add(256);
        recorder.commitIfDue(false);
        assertThat(recorded).hasSize(256);
        assertThat(observed.commits()).hasSize(1);
    }

    @Test
    void commitsUpdatesHeldForHalfASecond() {
        time.advance(Duration.ofHours(1));
        add(1);
        time.advance(Duration.ofMillis(300));
        add(2);
        time.advance(Duration.ofMillis(199));
        recorder.commitIfDue(false);
        assertThat(recorded).isEmpty();
        time.advance(Duration.ofMillis(1));
        recorder.commitIfDue(false);
        assertThat(recorded).containsExactly("1 CREATED", "2 CREATED");
    }

    @Test
    void keepsUncommittedUpdates() {
        FolderTask task = add(1);
        observed.fails("saveOutcomes", 1);
        assertThatThrownBy(recorder::commit).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(recorded).isEmpty();
        assertThat(progress.snapshot().folders()).isEqualTo(FolderCounts.NONE);
        assertThat(recorder.contains(task)).isTrue();
        recorder.commit();
        assertThat(recorded).containsExactly("1 CREATED");
    }

    @Test
    void commitsUpdatesAddedDuringAReportWithTheNextCommit() {
        List<OutcomeRecorder> self = new ArrayList<>();
        OutcomeRecorder chained =
                new OutcomeRecorder(manifest, observed.ledger().folders(), time, progress, (task, change) -> {
                    if (change.number() == 1) {
                        self.get(0).add(Tasks.child(0, 2), change(2));
                    }
                });
        self.add(chained);
        chained.add(Tasks.child(0, 1), change(1));
        chained.commit();
        assertThat(observed.commits()).containsExactly(List.of(1L));
        chained.commit();
        assertThat(observed.commits()).containsExactly(List.of(1L), List.of(2L));
    }

    private FolderTask add(long number) {
        FolderTask task = Tasks.child(0, number);
        recorder.add(task, change(number));
        return task;
    }

    private static FolderUpdate change(long number) {
        return new FolderUpdate(number, FolderState.CREATED, false, new DirId("id" + number), null, null);
    }
}
