package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParentVerifierTests {

    private static final DirId PARENT = new DirId("p1");
    private static final int LOOKUPS = ResponseFixture.LOOKUPS;

    private final ResponseFixture engine = new ResponseFixture(1);
    private final ScriptedApi api = engine.api;
    private final List<String> admitted = new ArrayList<>();
    /** Each time, how many children were about to be decided, and how many had been admitted before. */
    private final List<List<Integer>> verified = new ArrayList<>();

    private final ParentVerifier verifier = engine.verifier(task -> admitted.add(task.name()));

    private final FolderTask a = Tasks.child(1, 10, "a");
    private final FolderTask b = Tasks.child(1, 11, "b");

    private void verify(FolderTask... tasks) throws InterruptedException {
        verifier.verify(List.of(tasks), (count, content) -> verified.add(List.of(count, admitted.size())));
        engine.settle();
    }

    private static FolderUpdate outcome(FolderTask task) {
        return Objects.requireNonNull(task.outcome, task.name());
    }

    @Test
    void saysHowManyChildrenAreDecidedBeforeTheyAre() throws Exception {
        verify(a, b);
        assertThat(verified).containsExactly(List.of(2, 0));
        assertThat(admitted).containsExactly("a", "b");
    }

    @Test
    void failsAllChildrenOfAParentThatCannotBeListed() throws Exception {
        api.lists("p1", new ListResult.Refused(1, "no answer"));
        verify(a, b);
        assertThat(verified).containsExactly(List.of(2, 0));
        assertThat(outcome(a).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(b).message()).contains("no answer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendsChildrenOfItsOwnFolderAlthoughItCannotBeListed(boolean knownToOthers) throws Exception {
        a.parentIsOurs = true;
        engine.tree.knownToOthers = knownToOthers;
        api.lists("p1", new ListResult.Refused(1, "no answer"));
        verify(a, b);
        assertThat(admitted.contains("a")).isNotEqualTo(knownToOthers);
        assertThat(outcome(b).state())
                .as("the content of the parent is unknown")
                .isEqualTo(FolderState.FAILED);
    }

    @Test
    void sendsChildrenOfItsOwnFolderAlthoughListingsStayIncomplete() throws Exception {
        a.parentIsOurs = true;
        engine.tree.with("known", "p1/known");
        api.put(PARENT, "known");
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed());
        verify(a, b);
        assertThat(admitted).containsExactly("a");
        assertThat(outcome(b).state()).isEqualTo(FolderState.FAILED);
    }

    @Test
    void reportsTwoFoldersOfAnIncompleteListingIfTheNextOneIsRefused() throws Exception {
        missFolder(entry("a", "1"), entry("a", "2"));
        verify(a, b);
        assertThat(outcome(a).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(a).message()).contains("2 folders with this name exist (dirIDs 1, 2)");
        assertThat(outcome(b).message()).contains("no answer");
    }

    @Test
    void doesNotSendWhatAnIncompleteListingShowsIfTheNextOneIsRefused() throws Exception {
        a.parentIsOurs = true;
        b.parentIsOurs = true;
        missFolder(entry("a", "1"));
        verify(a, b);
        assertThat(outcome(a).state()).isEqualTo(FolderState.FAILED);
        assertThat(admitted).containsExactly("b");
    }

    /** The first listing has these entries and lacks another folder, and the next one is refused. */
    private void missFolder(Entry... entries) {
        engine.tree.with("known", "p1/known");
        api.put(PARENT, "known");
        api.lists("p1", ScriptedApi.listed(entries), new ListResult.Refused(1, "no answer"));
    }

    private static Entry entry(String name, String dirId) {
        return new Entry(name, new DirId(dirId), true);
    }

    @Test
    void folderOfAnEarlierRunThatAListingLacksMakesItIncomplete() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "p1/known");
        api.put(PARENT, "known");
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed());
        verify(known, a);
        assertThat(api.listings()).hasSize(LOOKUPS);
        assertThat(outcome(known).dirId()).isEqualTo(new DirId("p1/known"));
        assertThat(outcome(a).state()).as("may exist as well").isEqualTo(FolderState.FAILED);
        assertThat(admitted).isEmpty();
    }

    @Test
    void laterChildrenDoNotWaitForAnIncompleteListingAgain() throws Exception {
        engine.tree.with("known", "p1/known");
        api.put(PARENT, "known");
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed());
        verify(a);
        assertThat(api.listings()).hasSize(LOOKUPS);
        verify(b);
        assertThat(api.listings()).hasSize(LOOKUPS + 1);
        assertThat(outcome(b).state()).isEqualTo(FolderState.FAILED);
    }

    @Test
    void laterChildrenAreLookedUpInFullAfterACompleteListing() throws Exception {
        verify(a);
        engine.tree.with("known", "p1/known");
        api.put(PARENT, "known");
        api.lists("p1", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed());
        verify(b);
        assertThat(api.listings()).hasSize(1 + LOOKUPS);
    }

    @Test
    void folderOfAnEarlierRunThatWasDeletedIsCreatedWithoutAnotherLookup() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "p1/known");
        known.inDoubt = true;
        verify(known);
        assertThat(known.inDoubt).as("its details show that it is gone").isFalse();
        assertThat(admitted).containsExactly("known");
    }

    @Test
    void folderOfAnEarlierRunWithUnknownDetailsIsNotReplacedByAnotherOneOfItsName() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "earlier");
        api.put(PARENT, "known");
        api.cannotRead(new DirId("earlier"));
        verify(known, a);
        assertThat(outcome(known).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(known).dirId()).as("stays known").isEqualTo(new DirId("earlier"));
        assertThat(admitted).isEmpty();
    }

    @Test
    void folderOfAnotherManifestWithUnknownDetailsIsNotReplacedByAnotherOneOfItsName() throws Exception {
        engine.tree.with("a", "earlier");
        api.put(PARENT, "a");
        api.put(PARENT, "b");
        api.cannotRead(new DirId("earlier"));
        verify(a, b);
        assertThat(outcome(a).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(b).dirId()).as("listed").isEqualTo(new DirId("p1/b"));
    }

    @Test
    void folderOfAnEarlierRunThatIsListedNeedsNoDetailsOfAnotherOneOfItsName() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "p1/known");
        engine.tree.with("known", "other");
        api.put(PARENT, "known");
        api.cannotRead(new DirId("other"));
        verify(known);
        assertThat(outcome(known).dirId()).isEqualTo(new DirId("p1/known"));
    }

    @Test
    void folderInDoubtWithoutADirIdStaysInDoubt() throws Exception {
        a.inDoubt = true;
        verify(a);
        assertThat(a.inDoubt).isTrue();
        assertThat(admitted).containsExactly("a");
    }

    @Test
    void folderOfAnEarlierRunThatIsListedIsAdopted() throws Exception {
        FolderTask known = Tasks.known(1, 12, "known", "p1/known");
        known.inDoubt = true;
        api.put(PARENT, "known");
        verify(known);
        assertThat(outcome(known).dirId()).isEqualTo(new DirId("p1/known"));
        assertThat(admitted).isEmpty();
    }
}
