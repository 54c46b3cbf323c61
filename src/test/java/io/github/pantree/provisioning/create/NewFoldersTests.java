package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import org.junit.jupiter.api.Test;

final class NewFoldersTests {

    private final NewFolders folders = new NewFolders();
    private final FolderTask task = Tasks.child(1, 10);

    private void record(FolderState state, boolean inDoubt) {
        folders.record(task, new FolderUpdate(10, state, inDoubt, new DirId("d"), null, null));
    }

    @Test
    void aFolderOfAResponseWasEmpty() {
        task.markSending(1);
        task.returned = true;
        record(FolderState.CREATED, true);
        assertThat(folders.contains(10)).isTrue();
        assertThat(folders.wasEmpty(10)).isTrue();
        assertThat(folders.contains(11)).isFalse();
        assertThat(folders.contains(LedgerFolder.TARGET)).isFalse();
        assertThat(folders.wasEmpty(-1)).as("an explicit parent").isFalse();
    }

    @Test
    void aFolderThatIsFoundAfterALostResponseNeedNotHaveBeenEmpty() {
        task.markSending(1);
        record(FolderState.CREATED, true);
        assertThat(folders.contains(10)).isTrue();
        assertThat(folders.wasEmpty(10)).isFalse();
    }

    @Test
    void aFolderThatWasNotSentOrExistedIsNotNew() {
        record(FolderState.CREATED, false);
        assertThat(folders.contains(10)).as("found by a recheck").isFalse();
        task.markSending(1);
        record(FolderState.EXISTED, false);
        assertThat(folders.contains(10)).isFalse();
    }
}
