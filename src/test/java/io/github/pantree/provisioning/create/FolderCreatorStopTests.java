package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.testing.Await;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** Runs that are stopped or fail before all folders are final. */
final class FolderCreatorStopTests extends FolderCreatorFixture {

    @Test
    void recordsCallsInFlightAndRevertsIntents() throws Exception {
        acceptNames(1);
        concurrency = 1;
        api.duringMkdir(call -> {
            Await.until(() -> folder("/b").state() == FolderState.SENT);
            stop.request("enough");
        });
        run("/a", "/b", "/c");
        assertThat(states())
                .containsEntry("/a", FolderState.CREATED)
                .containsEntry("/b", FolderState.PENDING)
                .containsEntry("/c", FolderState.PENDING);
        assertThat(folder("/b").inDoubt()).isFalse();
        assertThat(api.names()).containsExactly(List.of("a"));
        assertThat(api.isHalted()).isTrue();
        assertThat(stop.reason()).isEqualTo("enough");
        assertThat(progress.snapshot().inDoubt()).as("c was never sent").isZero();
        creator.runUntil(0);
        assertThat(api.calls()).as("nothing is left to do").hasSize(1);
    }

    /** If the API refused a folder in an earlier run, the same refusal need not concern the account. */
    @Test
    void aRevertedIntentKeepsAnEarlierRefusal() throws Exception {
        acceptNames(1);
        concurrency = 1;
        long resumed = manifest("/a", "/b");
        database.ended(resumed, "/b", FolderState.FAILED, null, "refused");
        database.ledger().folders().resetForRerun(resumed, Set.of());
        database.ledger().folders().markListed(resumed, List.of(LedgerFolder.TARGET));
        open(resumed);
        api.duringMkdir(call -> {
            Await.until(() -> folder("/b").state() == FolderState.SENT);
            stop.request("enough");
        });
        run();
        assertThat(folder("/b").state()).isEqualTo(FolderState.PENDING);
        assertThat(message("/b")).isEqualTo("refused");
    }

    @Test
    void sendsNothingIfStoppedBefore() throws Exception {
        acceptNames(1);
        open("/a", "/b");
        stop.request("before");
        run();
        assertThat(api.calls()).isEmpty();
        assertThat(observed.count("markSent")).isZero();
        assertThat(states()).containsOnlyKeys("/a", "/b").doesNotContainValue(FolderState.SENT);
    }

    @Test
    void looksUpFoldersInDoubtOnce() throws Exception {
        acceptNames(2);
        api.answers("a", (call, name) -> {
            stop.request("now");
            api.put(call.parent(), "a");
            return new MkdirResult.Unknown("lost", null);
        });
        api.answers("b", ScriptedApi.unclear("lost"));
        run("/a", "/b");
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a").dirId()).isEqualTo(new DirId("top/a"));
        assertThat(folder("/b").state()).as("an absence proves nothing").isEqualTo(FolderState.SENT);
        assertThat(api.listings()).hasSize(1);
        assertThat(progress.snapshot().inDoubt()).isEqualTo(1);
    }

    @Test
    void leavesSiblingsOfARefusedCallInDoubtUntilTheyAreSentAgain() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        api.always("a", ScriptedApi.refused(RefusalReason.BAD_NAME));
        api.duringList(folder -> {
            if (api.listings().size() == LOOKUPS) {
                stop.request("now");
            }
        });
        run("/a", "/b");
        assertThat(states())
                .as("the call may have created one of them, which is listed late")
                .containsEntry("/a", FolderState.SENT)
                .containsEntry("/b", FolderState.SENT);
        assertThat(progress.snapshot().inDoubt()).isEqualTo(2);
        assertThat(api.calls()).hasSize(1);
        assertThat(api.listings()).hasSizeGreaterThanOrEqualTo(LOOKUPS);
    }

    @Test
    void leavesFoldersInDoubtIfTheListingFails() throws Exception {
        acceptNames(1);
        api.lists("top", new ListResult.Refused(9, "no"));
        api.answers("a", api.lost());
        api.duringMkdir(call -> stop.request("now"));
        run("/a");
        assertThat(folder("/a").state()).isEqualTo(FolderState.SENT);
        assertThat(progress.snapshot().inDoubt()).isEqualTo(1);
    }

    @Test
    void listingThatTheStopEndsDecidesNothing() throws Exception {
        acceptNames(2);
        api.answers("a", (call, name) -> {
            api.put(call.parent(), "a");
            return new MkdirResult.Unknown("lost", null);
        });
        api.answers("b", ScriptedApi.unclear("lost"));
        api.lists("top", new ListResult.NotSent());
        api.duringList(folder -> stop.request("now"));
        run("/a", "/b");
        assertThat(states()).containsEntry("/a", FolderState.CREATED).containsEntry("/b", FolderState.SENT);
        assertThat(api.listings()).as("the last one settles").hasSize(2);
        assertThat(api.calls()).hasSize(1);
    }

    @Test
    void revertsIntentsOfCallsThatWereNotSent() throws Exception {
        acceptNames(1);
        api.answers("a", (ScriptedApi.WholeAnswer) (call, name) -> {
            stop.request("now");
            return new MkdirResult.NotSent();
        });
        run("/a");
        assertThat(folder("/a").state()).isEqualTo(FolderState.PENDING);
        assertThat(folder("/a").inDoubt()).isFalse();
        assertThat(api.listings()).isEmpty();
    }

    @Test
    void doesNotWaitForAListingThatHangs() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        CountDownLatch released = new CountDownLatch(1);
        api.answers("a", api.lost());
        api.duringMkdir(call -> stop.request("now"));
        api.duringList(
                folder -> assertThat(released.await(60, TimeUnit.SECONDS)).isTrue());
        run("/a");
        assertThat(folder("/a").state()).isEqualTo(FolderState.SENT);
        released.countDown();
    }

    @Test
    void recordsKnownOutcomesIfACallThrows() throws Exception {
        acceptNames(1);
        concurrency = 2;
        CountDownLatch made = new CountDownLatch(2);
        api.duringMkdir(call -> {
            made.countDown();
            assertThat(made.await(60, TimeUnit.SECONDS)).isTrue();
            if (call.names().contains("a")) {
                api.put(call.parent(), "a");
                throw new IllegalStateException("the API is unavailable");
            }
            // Otherwise its response could let the third call leave before the first one throws.
            Await.until(stop::isRequested);
        });
        open("/a", "/b", "/c");
        assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class).hasMessage("the API is unavailable");
        assertThat(stop.reason()).isEqualTo("the API is unavailable");
        assertThat(states())
                .as("found by the last look")
                .containsEntry("/a", FolderState.CREATED)
                .containsEntry("/b", FolderState.CREATED)
                .containsEntry("/c", FolderState.PENDING);
        assertThat(folder("/a").inDoubt()).isTrue();
    }

    @Test
    void sendsNothingWhenTheIntentCannotBeCommitted() {
        acceptNames(1);
        open("/a");
        observed.fails("markSent", 1);
        assertThatThrownBy(this::run).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(stop.reason()).isEqualTo("disk full");
        assertThat(api.calls()).isEmpty();
        assertThat(folder("/a").state()).isEqualTo(FolderState.PENDING);
        assertThat(api.isHalted()).isTrue();
    }

    @Test
    void recordsAnOutcomeWhoseFirstCommitFailed() {
        acceptNames(1);
        open("/a/b");
        observed.fails("saveOutcomes", 1);
        assertThatThrownBy(this::run).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a/b").state()).isEqualTo(FolderState.PENDING);
        assertThat(api.callsFor("b"))
                .as("no child of a folder that is not recorded")
                .isEmpty();
        assertThat(api.listings()).isEmpty();
    }

    @Test
    void leavesAFolderInDoubtWhenItsOutcomeCannotBeCommitted() {
        acceptNames(1);
        open("/a/b");
        observed.fails("saveOutcomes", 100);
        assertThatThrownBy(this::run).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(folder("/a").state()).isEqualTo(FolderState.SENT);
        assertThat(api.names()).containsExactly(List.of("a"));
    }

    @Test
    void failsFoldersOfTheLastLookupIfFoldersMustNotExist() throws Exception {
        acceptNames(1);
        onExisting = OnExisting.FAIL;
        api.put(new DirId("top"), "a");
        CountDownLatch looking = new CountDownLatch(1);
        api.answers("a", ScriptedApi.refused(RefusalReason.EXISTS));
        api.duringList(folder -> {
            stop.request("now");
            looking.countDown();
        });
        run("/a");
        assertThat(looking.getCount()).isZero();
        assertThat(folder("/a").state()).isEqualTo(FolderState.FAILED);
        assertThat(message("/a")).contains("dirID top/a");
    }

    @Test
    void failsAFolderThatTheApiCreatedUnderAnotherName() throws Exception {
        acceptNames(1);
        concurrency = 1;
        api.answers("a", (call, name) -> {
            stop.request("now");
            return new MkdirResult.Created("a(1)", api.put(call.parent(), "a(1)"), null);
        });
        run("/a", "/b");
        assertThat(folder("/a").state()).isEqualTo(FolderState.FAILED);
        assertThat(message("/a")).contains("a(1)", "top/a(1)");
        assertThat(folder("/b").state()).isEqualTo(FolderState.PENDING);
    }
}
