package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;

@Timeout(120)
final class DiscoverExistingTaskletTests {

    private static final DirId TOP = new DirId("top");
    private static final ListResult.Refused REFUSED = new ListResult.Refused(5066, "gone");

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    @TempDir
    private Path home;

    private final ScriptedApi api = new ScriptedApi(0);
    private final StopSignal stop = new StopSignal(api);
    private final TickingTime time = new TickingTime();
    private final ProgressTracker progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
    private final StepExecution step =
            new StepExecution(1, "look", new JobExecution(1, new JobInstance(1, "provisioning"), new JobParameters()));
    private OnExisting onExisting = OnExisting.ADOPT;
    private long manifest;

    @Test
    void adoptsLevelByLevelAndListsNothingElse() throws Exception {
        api.put(api.put(TOP, "a"), "b");
        discover("/a/b/c", "/x/y");
        assertThat(api.listings()).containsExactly(TOP, new DirId("top/a"), new DirId("top/a/b"));
        assertThat(folder("b").state()).isEqualTo(FolderState.EXISTED);
        assertThat(folder("b").dirId()).isEqualTo(new DirId("top/a/b"));
        assertThat(folder("c").state()).isEqualTo(FolderState.PENDING);
        assertThat(folder("x").state()).isEqualTo(FolderState.PENDING);
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(0, 2, 0, 0, 3));
    }

    /** If the API is down, the request for the token is repeated for a long time. */
    @Test
    void showsItsPhaseWhileItRequestsTheToken() throws Exception {
        List<Progress> shown = new ArrayList<>();
        api.onAuthenticate(() -> shown.add(progress.snapshot()));
        discover("/a");
        assertThat(shown).extracting(Progress::phase).containsExactly("look");
        assertThat(shown).extracting(Progress::folders).containsExactly(new FolderCounts(0, 0, 0, 0, 1));
    }

    @Test
    void countsAFolderInDoubtAsCreated() throws Exception {
        onExisting = OnExisting.FAIL;
        api.put(TOP, "a");
        api.put(TOP, "b");
        manifest = database.manifest("/a", "/b");
        database.ledger().folders().markSent(manifest, List.of(folder("a").number()), Map.of());
        discover();
        assertThat(folder("a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("a").inDoubt()).isTrue();
        assertThat(folder("b").state()).isEqualTo(FolderState.FAILED);
        assertThat(folder("b").inDoubt()).isFalse();
        assertThat(folder("b").message()).contains("top/b");
    }

    /** A server that allows duplicates lists the older one before the one that an earlier manifest got. */
    @Test
    void leavesAFolderThatTheTreeKnowsUnderAnotherDirId() throws Exception {
        String account = "http://localhost/twins";
        long earlier = database.manifest(account, TOP, "/a/b");
        database.ended(earlier, "/a", FolderState.CREATED, "known", null);
        api.lists("top", ScriptedApi.listed(new Entry("a", new DirId("other"), true)));
        manifest = database.manifest(account, TOP, "/a/c");
        discover();
        assertThat(folder("a").state()).isEqualTo(FolderState.PENDING);
        assertThat(folder("a").dirId()).isNull();
    }

    @Test
    void leavesAFolderThatAnEarlierRunKnewUnderAnotherDirId() throws Exception {
        manifest = database.manifest("/a");
        LedgerFolder a = folder("a");
        database.ledger()
                .folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(
                                a.number(), FolderState.FAILED, true, new DirId("known"), "may exist twice", null)));
        api.put(TOP, "a");
        discover();
        assertThat(folder("a").state()).isEqualTo(FolderState.SENT);
        assertThat(folder("a").dirId()).isEqualTo(new DirId("known"));
        assertThat(database.ledger().folders().unlisted(manifest, -10, 10))
                .as("for the next step")
                .hasSize(1);
    }

    @Test
    void listsFoldersThatAnEarlierRunCreated() throws Exception {
        manifest = database.manifest("/a/b");
        database.ledger()
                .folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(
                                folder("a").number(), FolderState.CREATED, false, new DirId("top/a"), null, null)));
        api.put(api.put(TOP, "a"), "b");
        discover();
        assertThat(api.listings()).contains(new DirId("top/a"));
        assertThat(folder("b").state()).isEqualTo(FolderState.EXISTED);
    }

    @Test
    void continuesWithoutTheListingOfAFolderThatAnEarlierRunCreated() throws Exception {
        manifest = database.manifest("/a/b");
        database.ledger()
                .folders()
                .saveOutcomes(
                        manifest,
                        List.of(new FolderUpdate(
                                folder("a").number(), FolderState.CREATED, false, new DirId("top/a"), null, null)));
        api.lists("top/a", new ListResult.Refused(0, "endless"));
        discover();
        assertThat(folder("b").state()).isEqualTo(FolderState.PENDING);
    }

    @Test
    void blocksFoldersBelowAConflict() throws Exception {
        api.lists(
                "top", ScriptedApi.listed(new Entry("a", new DirId("1"), true), new Entry("a", new DirId("2"), true)));
        discover("/a/b");
        assertThat(folder("a").state()).isEqualTo(FolderState.FAILED);
        assertThat(folder("b").state()).isEqualTo(FolderState.BLOCKED);
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(0, 0, 1, 1, 0));
    }

    @Test
    void failsRowsBelowAnExplicitParentThatCannotBeListedAndKeepsTheirDoubt() throws Exception {
        manifest = database.manifest("gone:/a", "gone:/b", "/c");
        database.ledger().folders().markSent(manifest, List.of(folder("a").number()), Map.of());
        api.lists("gone", REFUSED);
        discover();
        assertThat(folder("a").state()).isEqualTo(FolderState.FAILED);
        assertThat(folder("a").message()).contains("gone", "code 5066");
        assertThat(folder("a").inDoubt())
                .as("a run was stopped after it was sent")
                .isTrue();
        assertThat(folder("b").inDoubt()).isFalse();
        assertThat(folder("c").state()).isEqualTo(FolderState.PENDING);
    }

    @Test
    void leavesAFolderThatCannotBeListedToTheNextStep() throws Exception {
        api.put(TOP, "a");
        api.lists("top/a", REFUSED);
        discover("/a/b");
        assertThat(folder("a").state()).isEqualTo(FolderState.EXISTED);
        assertThat(folder("a").listed()).isFalse();
        assertThat(folder("b").state()).isEqualTo(FolderState.PENDING);
    }

    @Test
    void failsWhenTheTargetCannotBeListed() {
        api.lists("top", REFUSED);
        assertThatThrownBy(() -> discover("/a"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.parent");
    }

    @Test
    void readsChildrenPageByPage() throws Exception {
        int rows = 2_001;
        api.put(TOP, "n" + rows);
        discover(IntStream.rangeClosed(1, rows).mapToObj(i -> "/n" + i).toArray(String[]::new));
        assertThat(folder("n" + rows).state()).isEqualTo(FolderState.EXISTED);
        assertThat(database.ledger().report().counts(manifest).existed()).isEqualTo(1);
    }

    @Test
    void endsTheStepWhenAStopIsRequested() throws Exception {
        api.put(TOP, "a");
        stop.request("now");
        discover("/a/b");
        assertThat(step.isTerminateOnly()).isTrue();
        assertThat(api.listings()).doesNotContain(new DirId("top/a"));
    }

    private void discover(String... paths) throws Exception {
        if (paths.length > 0) {
            manifest = database.manifest(paths);
        }
        RunSettings settings = TestSettings.in(home)
                .parent("top")
                .concurrency(4)
                .onExisting(onExisting)
                .build();
        DiscoverExistingTasklet tasklet =
                new DiscoverExistingTasklet(manifest, database.ledger(), api, settings, time, progress, stop);
        StepContribution contribution = new StepContribution(step);
        ChunkContext context = new ChunkContext(new StepContext(step));
        while (tasklet.execute(contribution, context).isContinuable()) {
            assertThat(stop.isRequested()).isFalse();
        }
    }

    private LedgerFolder folder(String name) {
        return database.folders(manifest).stream()
                .filter(folder -> folder.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
