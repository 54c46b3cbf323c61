package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.ledger.RecordedTree;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class KnownFolderLookupTests {

    private static final DirId TOP = new DirId("top");
    private static final ProvisioningTarget TARGET = new ProvisioningTarget("hash", "http://localhost/1", TOP);
    private static final Listed NOTHING = ScriptedApi.listed();

    private final ScriptedApi api = new ScriptedApi(0);
    private final List<KnownChild> known = new ArrayList<>();
    private final Map<String, LedgerFolder> open = new LinkedHashMap<>();
    private boolean complete;

    @Test
    void knowsAllOnlyWithoutRecheck() {
        assertThat(lookup(false).knowsAll()).isFalse();
        complete = true;
        assertThat(lookup(false).knowsAll()).isTrue();
        assertThat(lookup(true).knowsAll()).isFalse();
    }

    @Test
    void findsAFolderThatTheListingLacksByItsDetails() throws Exception {
        know("a", api.put(TOP, "a"));
        open("a", null);
        assertThat(found(NOTHING)).containsExactly(Map.entry("a", List.of(new DirId("top/a"))));
    }

    @Test
    void findsAFolderByTheDirIdOfItsOwnRow() throws Exception {
        open("a", api.put(TOP, "a"));
        assertThat(found(NOTHING)).containsExactly(Map.entry("a", List.of(new DirId("top/a"))));
    }

    @Test
    void requestsNoDetailsWhereNothingIsKnown() throws Exception {
        know("b", api.put(TOP, "b"));
        open("a", null);
        assertThat(found(NOTHING)).isEmpty();
        assertThat(api.details()).isEmpty();
    }

    @Test
    void findsNoFolderThatWasDeletedRenamedOrMoved() throws Exception {
        know("deleted", new DirId("gone"));
        know("renamed", api.put(TOP, "another name"));
        know("moved", api.put(new DirId("elsewhere"), "moved"));
        known.forEach(child -> open(child.name(), null));
        assertThat(found(NOTHING)).isEmpty();
        assertThat(api.details()).hasSize(3);
    }

    @Test
    void findsBothIfTheListingShowsAnotherFolderOfTheName() throws Exception {
        know("a", api.put(TOP, "a"));
        open("a", null);
        assertThat(found(ScriptedApi.listed(new Entry("a", new DirId("other"), true))))
                .containsExactly(Map.entry("a", List.of(new DirId("other"), new DirId("top/a"))));
    }

    @Test
    void findsTheListedFolderAloneIfTheKnownOneWasDeleted() throws Exception {
        know("a", new DirId("gone"));
        open("a", null);
        assertThat(found(ScriptedApi.listed(new Entry("a", new DirId("other"), true))))
                .containsExactly(Map.entry("a", List.of(new DirId("other"))));
    }

    @Test
    void findsNothingWhileTheDetailsOfAKnownFolderAreUnknown() throws Exception {
        DirId first = api.put(TOP, "a");
        DirId second = new DirId("unreadable");
        know("a", first);
        know("a", second);
        api.cannotRead(second);
        open("a", null);
        assertThat(found(NOTHING)).isEmpty();
        assertThat(api.details()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void findsAConflictOfTwoFoldersWhateverTheThirdOneIs() throws Exception {
        DirId unreadable = new DirId("unreadable");
        know("a", api.put(TOP, "a"));
        know("a", unreadable);
        api.cannotRead(unreadable);
        open("a", null);
        assertThat(found(ScriptedApi.listed(new Entry("a", new DirId("other"), true))))
                .containsExactly(Map.entry("a", List.of(new DirId("other"), new DirId("top/a"))));
    }

    private void know(String name, DirId dirId) {
        known.add(new KnownChild(name, dirId, false));
    }

    private void open(String name, @Nullable DirId dirId) {
        open.put(
                name,
                new LedgerFolder(
                        1,
                        0,
                        1,
                        name,
                        "/" + name,
                        2L,
                        null,
                        FolderState.PENDING,
                        false,
                        false,
                        dirId,
                        null,
                        null,
                        false));
    }

    private KnownFolderLookup lookup(boolean recheck) {
        return new KnownFolderLookup(new KnownChildren(), TARGET, api, recheck);
    }

    /** The dirIDs of what is found, by name. */
    private Map<String, List<DirId>> found(Listed listed) throws Exception {
        Map<String, List<DirId>> found = new LinkedHashMap<>();
        try (CallExecutor calls = new CallExecutor(1, new TickingTime())) {
            lookup(false)
                    .findKnown(TOP, open, listed, calls, (folder, lookup) -> found.put(folder.name(), lookup.dirIds()));
            while (calls.busy() > 0) {
                calls.runCallbacks(Duration.ofMinutes(1).toNanos());
            }
        }
        return found;
    }

    private final class KnownChildren implements RecordedTree {

        @Override
        public boolean isComplete(ProvisioningTarget target, String account) {
            return complete;
        }

        @Override
        public void forEachKnownChild(String baseUrl, String account, DirId parent, Consumer<KnownChild> each) {
            assertThat(parent).isEqualTo(TOP);
            known.forEach(each);
        }

        @Override
        public void close() {
            throw new AssertionError("Closed by its owner");
        }
    }
}
