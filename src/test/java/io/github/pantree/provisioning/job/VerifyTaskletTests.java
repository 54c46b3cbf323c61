package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.VerificationStore.Difference;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.provisioning.create.ObservedLedger;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

@Timeout(120)
final class VerifyTaskletTests {

    private static final DirId TOP = new DirId("top");
    private static final String ABOVE = "the state of its parent folder is unknown";

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    private final ScriptedApi api = new ScriptedApi(0);
    private final TickingTime time = new TickingTime();
    private final ProgressTracker progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
    private final StepExecution step =
            new StepExecution(1, "verify", new JobExecution(1, new JobInstance(1, "verifying"), new JobParameters()));
    private final ObservedLedger observed = new ObservedLedger(database.ledger());
    private boolean extra;
    private long manifest;

    @Test
    void listsOnlyFoldersThatExistAndHaveChildrenInTheManifest() throws Exception {
        DirId a = api.put(TOP, "a");
        api.put(a, "leaf");
        api.put(TOP, "unrelated");
        verify("/a/leaf", "/a/gone/below", "/lost/below");
        assertThat(api.listings()).containsExactly(TOP, a);
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        difference("/lost", State.MISSING, null),
                        difference("/a/gone", State.MISSING, null),
                        difference("/a/gone/below", State.MISSING, null),
                        difference("/lost/below", State.MISSING, null));
        assertThat(database.checks().counts(manifest)).containsEntry(State.THERE, 2L);
        assertThat(progress.snapshot().phase()).isEqualTo("verify");
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(0, 6, 0, 0, 0));
    }

    /** The tree of a wide folder would be read once for each page of its children. */
    @Test
    void readsTheTreeOnlyIfFoldersAreNotListed() throws Exception {
        api.put(TOP, "a");
        verify("/a");
        assertThat(observed.count("forEachKnownChild")).isZero();
        verify("/a", "/b");
        assertThat(observed.count("forEachKnownChild")).isEqualTo(1);
    }

    @Test
    void belowAFolderThatExistsTwiceNothingIsKnownAndBelowAFileNothingExists() throws Exception {
        api.lists("top", ScriptedApi.listed(entry("a", "1", true), entry("a", "2", true), entry("e", "3", false)));
        verify("/a/b/c", "/e/f");
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        difference("/a", State.DOUBLED, "2 folders have this name: 1, 2"),
                        difference("/a/b", State.UNCHECKED, ABOVE),
                        difference("/a/b/c", State.UNCHECKED, ABOVE),
                        difference("/e", State.MISSING, "a file has this name"),
                        difference("/e/f", State.MISSING, null));
        assertThat(api.listings()).containsExactly(TOP);
    }

    @Test
    void aFolderThatIsListedUnderAnotherDirIdIsReplacedOrDoubled() throws Exception {
        manifest = database.manifest("/a", "/b");
        known("/a", new DirId("deleted"));
        known("/b", api.put(TOP, "b"));
        api.lists("top", ScriptedApi.listed(entry("a", "new-a", true), entry("b", "new-b", true)));
        verify();
        assertThat(differences())
                .containsExactly(
                        new Difference(2L, "/a", "other", new DirId("deleted"), new DirId("new-a"), null),
                        difference("/b", State.DOUBLED, "2 folders have this name: top/b, new-b"));
        assertThat(api.details()).containsExactlyInAnyOrder(new DirId("deleted"), new DirId("top/b"));
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(0, 2, 0, 0, 0));
    }

    @Test
    void aKnownFolderThatTheListingLacksIsThereUnlessItWasRenamedMovedOrDeleted() throws Exception {
        manifest = database.manifest("/lags/below", "/renamed", "/moved", "/deleted");
        DirId lags = api.put(TOP, "lags");
        known("/lags", lags);
        known("/renamed", api.put(TOP, "new name"));
        known("/moved", api.put(new DirId("elsewhere"), "moved"));
        known("/deleted", new DirId("deleted"));
        api.lists("top", ScriptedApi.listed());
        verify();
        assertThat(differences())
                .allMatch(difference -> difference.state().equals("missing"))
                .extracting(Difference::path)
                .containsExactlyInAnyOrder("/renamed", "/moved", "/deleted", "/lags/below");
        assertThat(api.listings()).as("the folder is known, and is listed").containsExactly(TOP, lags);
    }

    @Test
    void aKnownFolderThatTheListingLacksIsNotMissingIfItsDetailsCannotBeRead() throws Exception {
        manifest = database.manifest("/a/below");
        known("/a", new DirId("lost"));
        api.cannotRead(new DirId("lost"));
        verify();
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        difference(
                                "/a",
                                State.UNCHECKED,
                                "the listing of its parent lacks it, and the details of the known dirID lost cannot be"
                                        + " read: code 5113: traffic"),
                        difference("/a/below", State.UNCHECKED, ABOVE));
    }

    @Test
    void asksAboutAFolderThatOnlyAnotherManifestOfTheAccountKnows() throws Exception {
        String account = "http://localhost/neighbours";
        manifest = database.manifest(account, TOP, "/a", "/b");
        known("/a", api.put(TOP, "a"));
        known("/b", new DirId("deleted"));
        manifest = database.manifest(account, TOP, "/a", "/b");
        api.lists("top", ScriptedApi.listed());
        verify();
        assertThat(differences()).containsExactly(difference("/b", State.MISSING, null));
    }

    @Test
    void belowAFolderThatCannotBeListedNothingIsKnown() throws Exception {
        api.put(TOP, "a");
        api.lists("top/a", new ListResult.Refused(5113, "traffic"));
        api.lists("given", new ListResult.Refused(5066, "gone"));
        verify("/a/b/c", "given:/d");
        assertThat(differences())
                .containsExactlyInAnyOrder(
                        difference("/a/b", State.UNCHECKED, "the parent cannot be listed: code 5113: traffic"),
                        difference("/a/b/c", State.UNCHECKED, ABOVE),
                        difference("/d", State.UNCHECKED, "the parent cannot be listed: code 5066: gone"));
    }

    @Test
    void failsIfTheTargetCannotBeListed() {
        api.lists("top", new ListResult.Refused(5066, "gone"), new ListResult.Refused(0, "no list"));
        assertThatThrownBy(() -> verify("/a"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("pantree.parent", "top", "code 5066: gone");
        assertThatThrownBy(() -> verify("/a"))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessage("the listing of / cannot be read: no list");
    }

    @Test
    void findsExtraFoldersAlsoBelowLeavesButNoFiles() throws Exception {
        extra = true;
        DirId a = api.put(TOP, "a");
        DirId odd = api.put(a, "new\nline");
        Entry listed = new Entry("a", a, true);
        api.lists("top", ScriptedApi.listed(listed, entry("A", "upper", true), entry("f", "file", false)));
        verify("/a");
        assertThat(differences())
                .containsExactly(
                        new Difference(null, "/A", "extra", null, new DirId("upper"), null),
                        new Difference(null, "/a/new�line", "extra", null, odd, null));
    }

    @Test
    void comparesEveryPageOfChildrenBeforeOneCountsAsExtra() throws Exception {
        extra = true;
        int rows = 1_001;
        IntStream.of(1, rows, rows + 1).forEach(i -> api.put(TOP, "n" + i));
        verify(IntStream.rangeClosed(1, rows)
                .boxed()
                .flatMap(i -> Stream.of("/n" + i, "/gone/n" + i))
                .toArray(String[]::new));
        assertThat(database.checks().counts(manifest))
                .containsEntry(State.THERE, 2L)
                .containsEntry(State.MISSING, 2L * rows - 1);
        assertThat(differences().get(2 * rows - 1).path()).isEqualTo("/n" + (rows + 1));
        assertThat(database.checks().extras(manifest)).isEqualTo(1);
    }

    private void known(String path, DirId dirId) {
        database.ended(manifest, path, FolderState.CREATED, dirId.value(), null);
    }

    private static Entry entry(String name, String dirId, boolean isFolder) {
        return new Entry(name, new DirId(dirId), isFolder);
    }

    private void verify(String... paths) throws Exception {
        if (paths.length > 0) {
            manifest = database.manifest(paths);
        }
        VerifyTasklet tasklet = new VerifyTasklet(
                manifest,
                database.checks(),
                observed.ledger().tree(),
                api,
                RecordedRuns.settings(Path.of("home"), extra),
                time,
                progress,
                new StopSignal(api),
                database.ledger().report().counts(manifest).total());
        ChunkContext context = new ChunkContext(new StepContext(step));
        RepeatStatus status = RepeatStatus.CONTINUABLE;
        while (status.isContinuable()) {
            status = tasklet.execute(new StepContribution(step), context);
        }
    }

    private List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        database.checks().forEachDifference(manifest, differences::add);
        return differences;
    }

    private Difference difference(String path, State state, @Nullable String detail) {
        LedgerFolder folder = database.folder(manifest, path);
        return new Difference(folder.line(), path, state.name().toLowerCase(Locale.ROOT), folder.dirId(), null, detail);
    }
}
