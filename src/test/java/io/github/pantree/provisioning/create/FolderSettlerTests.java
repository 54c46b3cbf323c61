package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FolderSettlerTests {

    private static final DirId PARENT = new DirId("p1");

    private final ResponseFixture engine = new ResponseFixture(1);

    private static Listed listing(String dirId) {
        return ScriptedApi.listed(new Entry("a", new DirId(dirId), true));
    }

    @Test
    void finishesAFolderThatIsListed() {
        FolderTask task = Tasks.child(1, 10, "a");
        engine.settler.finishIfFound(task, listing("new"));
        assertThat(task.outcome).isNotNull();
        assertThat(task.outcome.dirId()).isEqualTo(new DirId("new"));
    }

    @Test
    void doesNotReplaceAKnownFolderByAnotherThatIsListed() {
        FolderTask task = Tasks.known(1, 10, "a", "known");
        engine.settler.finishIfFound(task, listing("other"));
        assertThat(task.outcome).as("both may exist").isNull();
        engine.settler.finishIfFound(task, listing("known"));
        assertThat(task.outcome).isNotNull();
        assertThat(task.outcome.dirId()).isEqualTo(new DirId("known"));
    }

    /** A folder whose call got no response, and that is being looked up. */
    private FolderTask inDoubt(long number, String name) {
        FolderTask task = Tasks.child(1, number, name);
        task.markSending(1);
        task.lastError = "cut";
        engine.settler.lookUpInDoubt(List.of(task));
        return task;
    }

    private void list() throws InterruptedException {
        engine.timers.fireDue();
        engine.listings.begin();
        engine.executor.runCallbacks(0);
    }

    private void listAfter(Duration pause) throws InterruptedException {
        engine.time.advance(pause);
        list();
    }

    private static FolderUpdate outcome(FolderTask task) {
        return Objects.requireNonNull(task.outcome, task.name());
    }

    @Test
    void listsAgainAfterAPauseWhileAFolderIsAbsent() throws Exception {
        FolderTask task = inDoubt(10, "a");
        list();
        DirId late = engine.api.put(PARENT, "a");
        list();
        assertThat(engine.api.listings()).containsExactly(PARENT);
        assertThat(task.outcome).isNull();
        listAfter(ResponseFixture.SETTLE.pauseAfter(1));
        assertThat(engine.api.listings()).containsExactly(PARENT, PARENT);
        assertThat(outcome(task).state()).isEqualTo(FolderState.CREATED);
        assertThat(outcome(task).dirId()).isEqualTo(late);
    }

    @Test
    void pausesBeforeTheSecondCallAndSendsSiblingsTogether() throws Exception {
        FolderTask a = inDoubt(10, "a");
        FolderTask b = inDoubt(11, "b");
        list();
        listAfter(ResponseFixture.SETTLE.pauseAfter(1));
        listAfter(ResponseFixture.SETTLE.pauseAfter(2));
        assertThat(engine.api.listings()).hasSize(ResponseFixture.LOOKUPS);
        assertThat(engine.batcher.isEmpty()).as("the API may need a pause").isTrue();
        assertThat(a.inDoubt).as("it does not exist").isFalse();
        engine.time.advance(Backoff.STANDARD.first());
        engine.timers.fireDue();
        assertThat(engine.batcher.next(2, parent -> true)).containsExactly(a, b);
        assertThat(a.mayAlreadyExist()).isTrue();
    }

    @Test
    void aFolderThatAnotherManifestCreatedIsAdopted() throws Exception {
        engine.tree.createdByOthers.add(engine.api.put(PARENT, "a"));
        FolderTask task = inDoubt(10, "a");
        list();
        assertThat(outcome(task).state()).as("not by the call in doubt").isEqualTo(FolderState.EXISTED);
    }

    @Test
    void aFolderThatOnlyItsDetailsShowMayBeThatOfAnotherManifest() {
        DirId existing = new DirId("other");
        engine.tree.createdByOthers.add(existing);
        FolderTask task = inDoubt(10, "a");
        engine.settler.finish(task, new LookupResult(List.of(existing), false));
        assertThat(outcome(task).state()).isEqualTo(FolderState.EXISTED);
    }
}
