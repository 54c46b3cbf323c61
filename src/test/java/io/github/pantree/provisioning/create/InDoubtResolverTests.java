package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The decision for each state after a listing: see {@code src/docs/decisions/002}. */
final class InDoubtResolverTests {

    private static final int LOOKUPS = 3;
    private static final int ATTEMPTS = 2;
    private static final DirId OURS = new DirId("ours");
    private static final DirId OTHER = new DirId("other");

    @Test
    void aFolderFoundAfterALostAnswerIsOurs() {
        assertThat(resolve(inDoubt(), listed(OURS))).isEqualTo(new Resolution.Exists(FolderState.CREATED, OURS, null));
    }

    @Test
    void aFolderFoundWithoutACallExistedBefore() {
        FolderTask task = task(FolderState.PENDING);
        assertThat(resolve(task, listed(OTHER))).isEqualTo(new Resolution.Exists(FolderState.EXISTED, OTHER, null));
        assertThat(resolver(OnExisting.FAIL).resolve(task, LookupResult.of("a", listed(OTHER))))
                .isInstanceOf(Resolution.Failed.class);
    }

    @Test
    void twoFoldersWithOneNameAreReportedAndNoneIsChosen() {
        FolderTask task = inDoubt();
        Resolution resolution = resolve(task, listed(OURS, OTHER));
        assertThat(resolution).isInstanceOf(Resolution.Failed.class).asString().contains("ours", "other");
        assertThat(task.everInDoubt).as("the next run looks before it sends").isTrue();
    }

    @Test
    void anEntryThatPagesShowTwiceIsOneFolder() {
        assertThat(resolve(inDoubt(), listed(OURS, OURS)))
                .isEqualTo(new Resolution.Exists(FolderState.CREATED, OURS, null));
    }

    @Test
    void aFileInTheWayIsReported() {
        Listed file = new Listed(Map.of("a", List.of(new Entry("a", OTHER, false))));
        assertThat(resolve(inDoubt(), file)).asString().contains("file with this name");
    }

    @Test
    void nothingIsSentAgainBeforeAllListingsLackTheFolder() {
        FolderTask task = inDoubt();
        task.lastError = "cut";
        task.sends = 1;
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.ListAgain(Duration.ofMillis(100)));
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.ListAgain(Duration.ofMillis(200)));
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Send(true));
    }

    @Test
    void attemptsAreBounded() {
        FolderTask task = inDoubt();
        task.lastError = "cut";
        task.sends = ATTEMPTS;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).asString().contains("given up after 2 tries", "cut");
    }

    @Test
    void aFolderThatExistsButIsNotListedFails() {
        FolderTask task = task(FolderState.PENDING);
        task.lastError = "code 1: exists";
        task.sends = 1;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).asString().contains("does not contain it", "check the parent");
        assertThat(task.everInDoubt).isTrue();
    }

    @Test
    void aRenamedTwinOfARepeatedCallIsNotTheFolder() {
        FolderTask task = inDoubt();
        task.renamedResult = new Created("a(1)", OTHER, null);
        Resolution.Failed twice = (Resolution.Failed) resolve(task, listed(OURS));
        assertThat(twice.dirId()).isEqualTo(OURS);
        assertThat(twice.message()).contains("additional folder", "a(1)", "other", "ours", "delete");
    }

    @Test
    void aRenamedTwinWhoseOriginalIsNotListedFails() {
        FolderTask task = inDoubt();
        task.renamedResult = new Created("a(1)", OTHER, null);
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).asString().contains("a(1)", "other", "delete the numbered ones");
    }

    @Test
    void aRenamedFolderOfAFirstCallIsAcceptedIfThereIsNoOther() {
        FolderTask task = task(FolderState.PENDING);
        task.inDoubt = true;
        task.sends = 1;
        task.renamedResult = new Created("A", OTHER, null);
        task.lookups = LOOKUPS - 1;
        Resolution.Exists there = (Resolution.Exists) resolve(task, listed());
        assertThat(there.dirId()).isEqualTo(OTHER);
        assertThat(there.message()).isNotBlank();
    }

    @Test
    void aChildOfAnAdoptedFolderIsSentAfterOneListing() {
        FolderTask task = task(FolderState.PENDING);
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Send(false));
        assertThat(task.lookups).isZero();
    }

    @Test
    void anExistingFolderFailsOnlyIfConfiguredAndNotOurs() {
        InDoubtResolver failing = resolver(OnExisting.FAIL);
        LookupResult found = LookupResult.of("a", listed(OTHER));
        assertThat(failing.resolve(task(FolderState.PENDING), found))
                .isEqualTo(new Resolution.Failed("the folder exists (dirID other) and pantree.on-existing is"
                        + " fail; use --on-existing adopt to accept it"));
        assertThat(failing.resolve(inDoubt(), found))
                .isEqualTo(new Resolution.Exists(FolderState.CREATED, OTHER, null));
    }

    @Test
    void theReturnedFolderWithTheRequestedNameIsOurs() {
        FolderTask task = task(FolderState.PENDING);
        task.renamedResult = new Created("A", OURS, null);
        assertThat(resolve(task, listed(OURS))).isEqualTo(new Resolution.Exists(FolderState.CREATED, OURS, null));
    }

    @Test
    void aTwinBesideAnAdoptedFolderIsReported() {
        FolderTask task = task(FolderState.PENDING);
        task.renamedResult = new Created("a(1)", OURS, null);
        Resolution.Failed twice = (Resolution.Failed) resolve(task, listed(OTHER));
        assertThat(twice.message()).contains("additional folder", "ours", "other");
        assertThat(task.everInDoubt).as("the folder is not ours").isFalse();
    }

    @Test
    void aFolderWithAnotherNameFailsInsteadOfBeingSentAgain() {
        FolderTask task = inDoubt();
        task.lastError = "odd";
        task.returnedUnderOtherName = true;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed()))
                .asString()
                .contains("odd, and the listing of its parent does not contain it");
        assertThat(task.inDoubt).isTrue();
    }

    @Test
    void attemptsOfABatchDoNotCountForASingleFolder() {
        FolderTask task = inDoubt();
        task.lastError = "cut";
        task.sends = ATTEMPTS;
        task.lastBatchSize = 2;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Send(true));
        assertThat(task.inDoubt).as("certain not to be there").isFalse();
    }

    @Test
    void aSingleFolderIsAttemptedAsOftenAsConfigured() {
        FolderTask task = inDoubt();
        task.lastError = "cut";
        task.sends = ATTEMPTS - 1;
        task.lastBatchSize = 1;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Send(true));
        task.inDoubt = true;
        task.sends = ATTEMPTS;
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Failed("given up after 2 tries: cut"));
    }

    @Test
    void aMissingFolderOfAnEarlierRunIsSentAgain() {
        FolderTask task = inDoubt();
        task.lookups = LOOKUPS - 1;
        assertThat(resolve(task, listed())).isEqualTo(new Resolution.Send(true));
    }

    private static Resolution resolve(FolderTask task, Listed listed) {
        return resolver(OnExisting.ADOPT).resolve(task, LookupResult.of("a", listed));
    }

    private static InDoubtResolver resolver(OnExisting onExisting) {
        return new InDoubtResolver(TestSettings.in(Path.of("home"))
                .onExisting(onExisting)
                .settle(new SettleSettings(LOOKUPS, Duration.ofMillis(100)))
                .attempts(ATTEMPTS)
                .build());
    }

    private static Listed listed(DirId... dirIds) {
        return new Listed(Map.of(
                "a",
                List.of(dirIds).stream().map(id -> new Entry("a", id, true)).toList()));
    }

    /** A folder that was sent without a recorded response. */
    private static FolderTask inDoubt() {
        return task(FolderState.SENT);
    }

    private static FolderTask task(FolderState state) {
        return new FolderTask(folder(1, state));
    }

    private static LedgerFolder folder(long number, FolderState state) {
        return new LedgerFolder(number, 0, 1, "a", "/a", 2L, "", state, false, false, null, null, null, true);
    }
}
