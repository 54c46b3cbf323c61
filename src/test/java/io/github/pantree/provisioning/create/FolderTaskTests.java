package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FolderTaskTests {

    @Test
    void aPendingFolderWasNeverSent() {
        FolderTask task = task(FolderState.PENDING, false);
        assertThat(task.state).isEqualTo(FolderState.PENDING);
        assertThat(task.inDoubt).isFalse();
        assertThat(task.everInDoubt).isFalse();
        assertThat(task.traceId).isEqualTo("trace");
        assertThat(task.maxBatchSize).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aSentFolderIsInDoubt() {
        FolderTask task = task(FolderState.SENT, false);
        assertThat(task.inDoubt).isTrue();
        assertThat(task.everInDoubt).isTrue();
    }

    @Test
    void aPendingFolderOfAnEarlierDoubtKeepsIt() {
        FolderTask task = task(FolderState.PENDING, true);
        assertThat(task.inDoubt).isFalse();
        assertThat(task.everInDoubt).isTrue();
    }

    @Test
    void knowsItsParentOnceItIsSet() {
        FolderTask task = task(FolderState.PENDING, false);
        assertThatThrownBy(task::knownParent)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/p1/a");
        task.parent = new DirId("p");
        assertThat(task.knownParent()).isEqualTo(new DirId("p"));
    }

    @Test
    void isRestoredIfThisRunCreatedItAgain() {
        FolderTask known = Tasks.known(1, 10, "a", "old");
        assertThat(known.isRestoredBy(created("new"))).as("not sent").isFalse();
        assertThat(known.isOnlyChecked()).isTrue();
        known.markSending(1);
        assertThat(known.isOnlyChecked()).isFalse();
        assertThat(known.isRestoredBy(created("new"))).isTrue();
        assertThat(known.isRestoredBy(created("old"))).as("was there").isFalse();
        assertThat(known.isRestoredBy(new FolderUpdate(10, FolderState.EXISTED, false, new DirId("new"), null, null)))
                .isFalse();
    }

    @Test
    void newFolderIsNeitherRestoredNorOnlyChecked() {
        FolderTask task = Tasks.child(1, 10);
        assertThat(task.isOnlyChecked()).isFalse();
        task.markSending(1);
        assertThat(task.isRestoredBy(created("new"))).isFalse();
    }

    @Test
    void earlierCopiesAreThoseBeforeTheLastResponse() {
        FolderTask task = Tasks.child(1, 10, "a");
        assertThat(task.earlierCopies()).isEmpty();
        task.copies = List.of(new Entry("a(1)", new DirId("1"), true), new Entry("a(2)", new DirId("2"), true));
        assertThat(task.earlierCopies()).containsExactlyInAnyOrder(new DirId("1"), new DirId("2"));
        task.renamedResult = new Created("a(2)", new DirId("2"), null);
        assertThat(task.earlierCopies()).containsExactly(new DirId("1"));
    }

    private static FolderUpdate created(String dirId) {
        return new FolderUpdate(10, FolderState.CREATED, false, new DirId(dirId), null, null);
    }

    private static FolderTask task(FolderState state, boolean inDoubt) {
        return new FolderTask(Tasks.folder(1, 10, "a", state, inDoubt, "trace"));
    }
}
