package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.testing.TickingTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class AbsenceProofsTests {

    private static final Entry KNOWN = new Entry("known", new DirId("p1/known"), true);

    private final ScriptedApi api = new ScriptedApi(1);
    private final KnownTree tree = new KnownTree().with("known", "p1/known");
    private final TickingTime time = new TickingTime();
    private final CallExecutor executor = new CallExecutor(1, time, new InlineCalls(), new LinkedBlockingQueue<>());
    private final Outcomes outcomes = new Outcomes();
    private final AbsenceProofs proofs =
            new AbsenceProofs(1, tree, new DetailChecks(1, executor, api, tree), outcomes.outcomes);
    private final List<String> proven = new ArrayList<>();
    private final List<LookupResult> found = new ArrayList<>();
    private final FolderTask a = inDoubt(10);
    private final FolderTask b = inDoubt(11);

    private static FolderTask inDoubt(long number) {
        FolderTask task = Tasks.child(1, number);
        task.everInDoubt = true;
        task.inDoubt = true;
        return task;
    }

    private void prove(FolderTask task) throws InterruptedException {
        proofs.prove(task, found::add, () -> proven.add(task.name()));
        executor.runCallbacks(0);
    }

    @Test
    void provesAbsenceFromAListingThatLacksNothing() throws Exception {
        proofs.record(a, ScriptedApi.listed(KNOWN));
        prove(a);
        assertThat(proven).containsExactly("n10");
        assertThat(api.details()).isEmpty();
    }

    @Test
    void failsAFolderWhoseListingsLackOneThatExists() throws Exception {
        api.put(new DirId("p1"), "known");
        proofs.record(a, ScriptedApi.listed());
        prove(a);
        assertThat(proven).isEmpty();
        FolderTask failed = a;
        assertThat(Objects.requireNonNull(failed.outcome).state()).isEqualTo(FolderState.FAILED);
        assertThat(failed.outcome.inDoubt()).isTrue();
    }

    @Test
    void adoptsNoFolderWhileTheDetailsOfAnotherOneOfItsNameAreUnknown() throws Exception {
        DirId existing = api.put(new DirId("p1"), "n10");
        tree.with("n10", existing.value()).with("n10", "unknown");
        api.cannotRead(new DirId("unknown"));
        proofs.record(a, ScriptedApi.listed());
        prove(a);
        assertThat(found).isEmpty();
        assertThat(Objects.requireNonNull(a.outcome).state()).isEqualTo(FolderState.FAILED);
    }

    @Test
    void provesAbsenceIfWhatTheListingsLackWasDeleted() throws Exception {
        proofs.record(a, ScriptedApi.listed());
        prove(a);
        assertThat(proven).containsExactly("n10");
        assertThat(a.inDoubt).isFalse();
        assertThat(tree.deleted).containsExactly(new DirId("p1/known"));
    }

    @Test
    void asksOnceForSiblingsWhoseListingsLackTheSame() throws Exception {
        Listed empty = ScriptedApi.listed();
        proofs.record(a, empty);
        proofs.record(b, empty);
        Listed later = ScriptedApi.listed();
        proofs.record(a, later);
        proofs.record(b, later);
        assertThat(a.missing).isSameAs(b.missing);
        proofs.prove(a, found::add, () -> proven.add("a"));
        proofs.prove(b, found::add, () -> proven.add("b"));
        assertThat(a.inDoubt).as("until it is proven").isTrue();
        executor.runCallbacks(0);
        assertThat(api.details()).hasSize(1);
        assertThat(proven).containsExactly("a", "b");
    }

    @Test
    void asksTheTreeAgainDirectlyBeforeFoldersAreSentAgain() throws Exception {
        DirId adopted = api.put(new DirId("p1"), "n10");
        tree.with("n10", adopted.value());
        proofs.confirm(List.of(a, b), (task, result) -> found.add(result), task -> proven.add(task.name()));
        executor.runCallbacks(0);
        assertThat(found).extracting(LookupResult::dirId).containsExactly(adopted);
        assertThat(proven).containsExactly("n11");
    }

    @Test
    void failsAFolderInDoubtWithACopyThatItsCallsHaveCreated() throws Exception {
        Entry copy = new Entry("n10(1)", new DirId("copy"), true);
        tree.sentAgain.add(new SentAgain(a.folder, new DirId("p1"), Set.of()));
        a.copies = List.of(copy);
        assertThat(proofs.failIfCopied(a)).isTrue();
        assertThat(Objects.requireNonNull(a.outcome).message()).contains("n10(1)", "copy");
        tree.sentAgain.set(0, new SentAgain(b.folder, new DirId("p1"), Set.of(copy.dirId())));
        b.copies = List.of(copy);
        assertThat(proofs.failIfCopied(b)).as("it was there before").isFalse();
    }

    /** Both were absent from one listing; a later listing of the first does not show that the second is absent. */
    @Test
    void provesNothingFromALaterListingOfASibling() throws Exception {
        api.put(new DirId("p1"), "known");
        Listed first = ScriptedApi.listed();
        proofs.record(a, first);
        proofs.record(b, first);
        proofs.record(b, ScriptedApi.listed());
        proofs.record(a, ScriptedApi.listed(KNOWN));
        prove(a);
        prove(b);
        assertThat(proven).containsExactly("n10");
        assertThat(Objects.requireNonNull(b.outcome).state()).isEqualTo(FolderState.FAILED);
    }
}
