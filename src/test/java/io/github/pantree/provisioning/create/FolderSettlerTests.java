package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import org.junit.jupiter.api.Test;

final class FolderSettlerTests {

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

    @Test
    void aFolderWhoseParentCannotBeListedStaysInDoubt() {
        FolderTask refused = Tasks.child(1, 10, "a");
        refused.markSending(2);
        engine.outcomes.failUnlisted(refused, "no");
        assertThat(refused.outcome).isNotNull();
        assertThat(refused.outcome.state()).isEqualTo(FolderState.FAILED);
        assertThat(refused.outcome.inDoubt()).isTrue();
        FolderTask neverSent = Tasks.child(1, 11, "b");
        engine.outcomes.failUnlisted(neverSent, "no");
        assertThat(neverSent.outcome).isNotNull();
        assertThat(neverSent.outcome.inDoubt()).isFalse();
    }
}
