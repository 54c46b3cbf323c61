package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import org.junit.jupiter.api.Test;

final class FolderTaskTests {

    @Test
    void aPendingFolderWasNeverSent() {
        FolderTask task = task(FolderState.PENDING, false);
        assertThat(task.state).isEqualTo(FolderState.PENDING);
        assertThat(task.outcomeUnknown).isFalse();
        assertThat(task.inDoubt).isFalse();
        assertThat(task.traceId).isEqualTo("trace");
        assertThat(task.maxBatchSize).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aSentFolderIsInDoubt() {
        FolderTask task = task(FolderState.SENT, false);
        assertThat(task.outcomeUnknown).isTrue();
        assertThat(task.inDoubt).isTrue();
    }

    @Test
    void aPendingFolderOfAnEarlierDoubtKeepsIt() {
        FolderTask task = task(FolderState.PENDING, true);
        assertThat(task.outcomeUnknown).isFalse();
        assertThat(task.inDoubt).isTrue();
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

    private static FolderTask task(FolderState state, boolean inDoubt) {
        return new FolderTask(Tasks.folder(1, 10, "a", state, inDoubt, "trace"));
    }
}
