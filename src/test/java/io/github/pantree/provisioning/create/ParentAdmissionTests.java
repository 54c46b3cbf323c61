package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.Claim;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@link ParentAdmission} with the {@link ParentVerifier} that it uses. */
final class ParentAdmissionTests {

    private static final DirId PARENT = new DirId("p1");
    private static final Entry KNOWN = new Entry("known", new DirId("p1/known"), true);
    private static final int LOOKUPS = ResponseFixture.LOOKUPS;

    private final ResponseFixture engine = new ResponseFixture(1);
    private final ScriptedApi api = engine.api;
    private final KnownTree tree = engine.tree;
    private final List<String> admitted = new ArrayList<>();
    private final FolderTask a = Tasks.child(1, 10, "a");
    private final FolderTask b = Tasks.child(1, 11, "b");

    private ParentAdmission admission() {
        ParentVerifier verifier = engine.verifier(task -> admitted.add(task.name()));
        return new ParentAdmission(1, tree, engine.timers, verifier, 1, task -> admitted.add(task.name()));
    }

    private void run(ParentAdmission admission) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            engine.time.advance(Duration.ofSeconds(1));
            engine.timers.fireDue();
            admission.advance();
            engine.listings.begin();
            engine.executor.runCallbacks(0);
        }
    }

    @Test
    void admitsChildrenOfAKnownParentAtOnce() {
        admission().add(a, true);
        assertThat(admitted).containsExactly("a");
        assertThat(api.listings()).isEmpty();
    }

    @Test
    void listsAParentWithUnknownContentOnceForAllItsChildren() throws Exception {
        ParentAdmission admission = admission();
        admission.add(a, false);
        admission.add(b, false);
        run(admission);
        assertThat(admitted).containsExactly("a", "b");
        assertThat(api.listings()).containsExactly(PARENT);
    }

    @Test
    void listsAParentOnceForChildrenThatAreAdmittedLater() throws Exception {
        FolderTask listed = Tasks.child(1, 12, "listed");
        FolderTask late = Tasks.child(1, 13, "late");
        api.put(PARENT, "listed");
        engine.unfinished.addAll(List.of(a.folder, b.folder, listed.folder, late.folder));
        ParentAdmission admission = admission();
        admission.add(a, false);
        run(admission);
        admission.remove(a);
        admission.add(b, false);
        admission.add(listed, false);
        run(admission);
        admission.add(late, false);
        assertThat(admitted).containsExactly("a", "b", "late");
        assertThat(Objects.requireNonNull(listed.outcome).state()).isEqualTo(FolderState.EXISTED);
        assertThat(Objects.requireNonNull(listed.outcome).dirId()).isEqualTo(new DirId("p1/listed"));
        assertThat(api.listings()).containsExactly(PARENT);
    }

    @Test
    void listsAParentOnceForKnownChildrenThatAreAdmittedLater() throws Exception {
        List<FolderTask> known = List.of(
                Tasks.known(1, 12, "c", "p1/c"),
                Tasks.checked(1, 13, "d", "p1/d"),
                Tasks.known(1, 14, "e", "p1/e"),
                Tasks.checked(1, 15, "f", "replaced"));
        known.forEach(task -> api.put(PARENT, task.name()));
        known.forEach(task -> engine.unfinished.add(task.folder));
        ParentAdmission admission = admission();
        for (FolderTask task : known.subList(0, 3)) {
            admission.add(task, false);
            run(admission);
            admission.remove(task);
        }
        assertThat(known.subList(0, 3))
                .extracting(task -> Objects.requireNonNull(task.outcome).state())
                .containsExactly(FolderState.EXISTED, FolderState.CREATED, FolderState.EXISTED);
        assertThat(api.listings()).containsExactly(PARENT);
        admission.add(known.get(3), false);
        run(admission);
        assertThat(api.listings()).as("another folder of that name is listed").hasSizeGreaterThan(1);
    }

    @Test
    void aListingDecidesForTheChildrenOfOneNumberOnly() throws Exception {
        FolderTask same = Tasks.child(2, 20, "same");
        same.parent = PARENT;
        api.put(PARENT, "same");
        engine.unfinished.addAll(List.of(a.folder, same.folder));
        ParentAdmission admission = admission();
        admission.add(a, false);
        run(admission);
        admission.add(same, false);
        run(admission);
        assertThat(admitted).containsExactly("a");
        assertThat(Objects.requireNonNull(same.outcome).state()).isEqualTo(FolderState.EXISTED);
    }

    @Test
    void verifiesOneParentAfterTheOther() throws Exception {
        FolderTask other = Tasks.child(2, 20, "other");
        ParentAdmission admission = admission();
        admission.add(a, false);
        admission.add(other, false);
        engine.listings.begin();
        engine.executor.runCallbacks(0);
        assertThat(api.listings()).containsExactly(PARENT);
        assertThat(admitted).as("can be sent before the other parent is listed").containsExactly("a");
        run(admission);
        assertThat(api.listings()).containsExactly(PARENT, new DirId("p2"));
        assertThat(admitted).containsExactly("a", "other");
    }

    @Test
    void listsAParentAgainForChildrenThatTheListingDoesNotDecide() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "p1/gone");
        tree.with("sent", null);
        FolderTask sent = Tasks.child(1, 13, "sent");
        engine.unfinished.addAll(List.of(a.folder, known.folder, sent.folder));
        ParentAdmission admission = admission();
        admission.add(a, false);
        run(admission);
        admission.add(sent, false);
        run(admission);
        assertThat(admitted).as("another manifest may have created the folder").containsExactly("a");
        admission.add(known, false);
        run(admission);
        assertThat(admitted).containsExactly("a", "known");
        assertThat(api.listings()).hasSizeGreaterThan(2);
    }

    @Test
    void adoptsAKnownFolderThatListingsLack() throws Exception {
        tree.with("a", "p1/a");
        api.put(PARENT, "a");
        Listed empty = ScriptedApi.listed();
        api.lists("p1", empty, empty, empty);
        ParentAdmission admission = admission();
        admission.add(a, false);
        admission.add(b, false);
        run(admission);
        assertThat(api.listings()).as("repeated within the limits of settling").hasSize(LOOKUPS);
        assertThat(Objects.requireNonNull(a.outcome).dirId()).isEqualTo(new DirId("p1/a"));
        assertThat(Objects.requireNonNull(b.outcome).state())
                .as("may exist as well")
                .isEqualTo(FolderState.FAILED);
        assertThat(admitted).isEmpty();
    }

    @Test
    void forgetsKnownFoldersThatWereDeleted() throws Exception {
        tree.with("known", "p1/known");
        ParentAdmission admission = admission();
        admission.add(a, false);
        run(admission);
        assertThat(api.details()).containsExactly(KNOWN.dirId());
        assertThat(tree.deleted).containsExactly(KNOWN.dirId());
        assertThat(admitted).containsExactly("a");
    }

    @Test
    void listsTheParentOfAKnownFolderAlthoughASiblingWasAdmitted() throws Exception {
        ParentAdmission admission = admission();
        a.parentIsRecent = true;
        admission.add(a, false);
        run(admission);
        assertThat(admitted).containsExactly("a");
        assertThat(api.listings())
                .as("nothing but this manifest knows its parent")
                .isEmpty();
        FolderTask known = Tasks.known(1, 11, "b", "p1/b");
        known.parentIsRecent = true;
        api.put(PARENT, "b");
        admission.add(known, false);
        run(admission);
        assertThat(Objects.requireNonNull(known.outcome).dirId()).isEqualTo(new DirId("p1/b"));
        assertThat(admitted).containsExactly("a");
    }

    @Test
    void looksUpAFolderThatAnotherManifestHasSentWithoutAnAnswer() throws Exception {
        tree.with("a", null);
        ParentAdmission admission = admission();
        admission.add(a, false);
        run(admission);
        assertThat(a.uncountedCall).isTrue();
        assertThat(api.listings()).hasSize(1 + LOOKUPS);
        assertThat(admitted).isEmpty();
    }

    @Test
    void waitsForTheClaimOfASharedParent() throws Exception {
        tree.shared = true;
        tree.claims.put(PARENT, Claim.BUSY);
        ParentAdmission admission = admission();
        admission.add(a, true);
        run(admission);
        assertThat(admitted).isEmpty();
        tree.claims.put(PARENT, Claim.UNTOUCHED);
        run(admission);
        assertThat(admitted).containsExactly("a");
        assertThat(api.listings()).as("nothing changed since it was listed").isEmpty();
    }

    @Test
    void listsAParentAgainIfAnotherRunHasHeldTheClaim() throws Exception {
        tree.shared = true;
        tree.knownToOthers = true;
        tree.claims.put(PARENT, Claim.TOUCHED);
        ParentAdmission admission = admission();
        admission.add(a, true);
        run(admission);
        assertThat(api.listings()).containsExactly(PARENT);
        assertThat(admitted).containsExactly("a");
    }

    @Test
    void releasesAParentWhoseChildrenAreFinal() throws Exception {
        tree.shared = true;
        ParentAdmission admission = admission();
        admission.add(a, true);
        run(admission);
        assertThat(tree.released).isEmpty();
        admission.remove(a);
        admission.advance();
        assertThat(tree.released).containsExactly(PARENT);
    }

    @Test
    void releasesAllClaimsAtTheEnd() throws Exception {
        tree.shared = true;
        ParentAdmission admission = admission();
        admission.add(a, true);
        run(admission);
        admission.close();
        assertThat(tree.released).containsExactly(PARENT);
    }
}
