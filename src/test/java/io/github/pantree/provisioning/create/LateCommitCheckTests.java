package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TickingTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LateCommitCheckTests {

    private static final DirId PARENT = new DirId("p1");
    private static final DirId OWN = new DirId("own");
    private static final Entry LISTED = new Entry("a", OWN, true);
    private static final Duration SETTLING = Duration.ofMillis(300);
    private static final int LOOKUPS = 3;

    private final ScriptedApi api = new ScriptedApi(1);
    private final KnownTree tree = new KnownTree();
    private final TickingTime time = new TickingTime();
    private final TimerQueue timers = new TimerQueue(time);
    private final CallExecutor executor = new CallExecutor(1, time, new InlineCalls(), new LinkedBlockingQueue<>());
    private final List<FolderUpdate> outcomes = new ArrayList<>();
    private final LateCommitCheck check = new LateCommitCheck(
            Contexts.of(
                    store(outcomes), tree, api, time, executor, new SettleSettings(LOOKUPS, Duration.ofMillis(100))),
            new DetailChecks(1, executor, api, tree),
            timers);

    private static FolderStore store(List<FolderUpdate> outcomes) {
        return (FolderStore) Proxy.newProxyInstance(
                FolderStore.class.getClassLoader(), new Class<?>[] {FolderStore.class}, (proxy, method, values) -> {
                    ((Collection<?>) values[1]).forEach(update -> outcomes.add((FolderUpdate) update));
                    return null;
                });
    }

    @BeforeEach
    void sendAgain() {
        sendAgain(OWN, Set.of());
    }

    private void sendAgain(DirId dirId, Set<DirId> copies) {
        LedgerFolder folder = new LedgerFolder(
                10, 1, 2, "a", "/p1/a", 11L, "", FolderState.CREATED, false, false, dirId, null, null, false);
        tree.sentAgain.clear();
        tree.sentAgain.add(new SentAgain(folder, PARENT, copies));
    }

    private void run() throws InterruptedException {
        for (int i = 0; i < 20 && !advance(Optional.empty()); i++) {
            time.advance(SETTLING);
            timers.fireDue();
            executor.runCallbacks(0);
        }
        assertThat(check.isDone()).isTrue();
    }

    /** Whether the check is finished. */
    private boolean advance(Optional<Long> lastSentNanos) {
        check.advance(lastSentNanos);
        return check.isDone();
    }

    private List<String> messages() {
        return outcomes.stream().map(update -> String.valueOf(update.message())).toList();
    }

    @Test
    void waitsAsLongAsLookupsTakeAfterTheLastCall() throws Exception {
        assertThat(advance(Optional.of(time.nanos()))).isFalse();
        time.advance(SETTLING.minusMillis(1));
        timers.fireDue();
        assertThat(advance(Optional.empty())).isFalse();
        assertThat(api.listings()).isEmpty();
        time.advance(Duration.ofMillis(1));
        timers.fireDue();
        assertThat(advance(Optional.empty())).isFalse();
        assertThat(api.listings()).containsExactly(PARENT);
    }

    @Test
    void endsAtOnceIfNothingWasSentAgain() {
        tree.sentAgain.clear();
        assertThat(advance(Optional.of(time.nanos()))).isTrue();
    }

    @Test
    void forgetsAFolderThatIsListedAlone() throws Exception {
        api.lists("p1", ScriptedApi.listed(LISTED));
        run();
        assertThat(tree.single).containsExactly(10L);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void failsAFolderWithATwinOfItsName() throws Exception {
        api.lists("p1", ScriptedApi.listed(LISTED, new Entry("a", new DirId("late"), true)));
        run();
        assertThat(messages()).singleElement().asString().contains("2 folders", "own, late");
        assertThat(outcomes).extracting(FolderUpdate::state).containsExactly(FolderState.FAILED);
        assertThat(outcomes)
                .extracting(FolderUpdate::dirId)
                .as("stays in the tree")
                .containsExactly(OWN);
        assertThat(tree.single).isEmpty();
    }

    @Test
    void failsAFolderWithANumberedCopy() throws Exception {
        api.lists("p1", ScriptedApi.listed(LISTED, new Entry("a (1)", new DirId("late"), true)));
        run();
        assertThat(messages()).singleElement().asString().contains("(dirID own)", "\"a (1)\" (dirID late)");
    }

    @Test
    void acceptsACopyThatWasListedBeforeTheSecondCall() throws Exception {
        sendAgain(OWN, Set.of(new DirId("old")));
        api.lists("p1", ScriptedApi.listed(LISTED, new Entry("a(1)", new DirId("old"), true)));
        run();
        assertThat(outcomes).isEmpty();
        assertThat(tree.single).containsExactly(10L);
    }

    @Test
    void acceptsCopiesThatTheAccountKnows() throws Exception {
        tree.with("a(1)", "known").with("a(2)", null);
        api.lists(
                "p1",
                ScriptedApi.listed(
                        LISTED,
                        new Entry("a(1)", new DirId("known"), true),
                        new Entry("a(2)", new DirId("requested"), true)));
        run();
        assertThat(outcomes).isEmpty();
        assertThat(tree.single).containsExactly(10L);
    }

    @Test
    void failsAFolderThatExistsAlthoughListingsLackIt() throws Exception {
        // It has a dirID of this form, and the listings do not show it.
        DirId own = api.put(PARENT, "a");
        sendAgain(own, Set.of());
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed());
        run();
        assertThat(api.listings()).hasSize(LOOKUPS);
        assertThat(api.details()).containsExactly(own);
        assertThat(messages()).singleElement().asString().contains("(dirID " + own + ")", "another one may exist");
        assertThat(outcomes).extracting(FolderUpdate::dirId).containsExactly(own);
        assertThat(tree.single).as("the next run looks again").isEmpty();
    }

    @Test
    void acceptsAFolderThatIsListedOnlyLater() throws Exception {
        DirId own = api.put(PARENT, "a");
        sendAgain(own, Set.of());
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed());
        run();
        assertThat(outcomes).isEmpty();
        assertThat(tree.single).containsExactly(10L);
    }

    @Test
    void failsAFolderThatSomebodyMoved() throws Exception {
        DirId own = api.put(new DirId("elsewhere"), "a");
        sendAgain(own, Set.of());
        run();
        assertThat(api.details()).containsExactly(own);
        assertThat(messages()).singleElement().asString().contains("moved", own.value());
        assertThat(tree.single).containsExactly(10L);
    }

    @Test
    void failsAFolderThatWasDeleted() throws Exception {
        run();
        assertThat(api.details()).containsExactly(OWN);
        assertThat(messages()).singleElement().asString().contains("deleted", OWN.value());
        assertThat(tree.single).as("nothing is left to look for").containsExactly(10L);
    }

    @Test
    void failsFoldersWhoseParentCannotBeListed() throws Exception {
        api.lists("p1", new ListResult.Refused(1, "later"));
        run();
        assertThat(messages())
                .singleElement()
                .asString()
                .contains("cannot be listed", "later", "another one may exist");
        assertThat(outcomes).extracting(FolderUpdate::dirId).containsExactly(OWN);
        assertThat(tree.single).isEmpty();
    }

    @Test
    void failsARowWhoseParentIsNeverListedInFull() throws Exception {
        DirId sibling = api.put(PARENT, "known");
        tree.with("known", sibling.value());
        Listed cut = ScriptedApi.listed(LISTED);
        api.lists("p1", cut, cut, cut);
        run();
        assertThat(api.listings()).as("repeated within the limits of settling").hasSize(LOOKUPS);
        assertThat(tree.single).isEmpty();
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.state()).isEqualTo(FolderState.FAILED);
            assertThat(outcome.message()).contains("own", "\"known\" (dirID p1/known)", "may exist");
        });
    }

    @Test
    void waitsForAListingThatLags() throws Exception {
        DirId sibling = api.put(PARENT, "known");
        tree.with("known", sibling.value());
        api.lists("p1", ScriptedApi.listed(LISTED), ScriptedApi.listed(LISTED, new Entry("known", sibling, true)));
        run();
        assertThat(outcomes).isEmpty();
        assertThat(tree.single).containsExactly(10L);
    }

    @Test
    void knownSiblingThatWasDeletedDoesNotMakeAListingIncomplete() throws Exception {
        tree.with("known", "p1/known");
        Listed all = ScriptedApi.listed(LISTED);
        api.lists("p1", all, all, all);
        run();
        assertThat(outcomes).isEmpty();
        assertThat(tree.deleted).containsExactly(new DirId("p1/known"));
        assertThat(tree.single).containsExactly(10L);
    }
}
