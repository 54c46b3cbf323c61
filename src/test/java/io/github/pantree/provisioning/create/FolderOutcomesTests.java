package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FolderOutcomesTests {

    private static final DirId NEW = new DirId("new");

    private final FolderOutcomes outcomes = new Outcomes().outcomes;
    private final FolderTask task = Tasks.child(1, 10);

    private static FolderUpdate outcome(FolderTask task) {
        return Objects.requireNonNull(task.outcome);
    }

    private static Resolution.Exists exists(FolderState state, DirId dirId) {
        return new Resolution.Exists(state, dirId, "why");
    }

    @Test
    void recordsAFolderOfAResponse() {
        task.markSending(1);
        task.traceId = "trace";
        assertThat(outcomes.created(task, NEW)).isTrue();
        assertThat(outcome(task)).isEqualTo(new FolderUpdate(10, FolderState.CREATED, false, NEW, null, "trace"));
        assertThat(task.returned).isTrue();
        assertThat(task.inDoubt).isFalse();
    }

    @Test
    void doesNotAcceptTheDirIdOfAnotherFolder() {
        assertThat(outcomes.created(Tasks.child(1, 11), NEW)).isTrue();
        assertThat(outcomes.created(task, NEW)).isFalse();
        assertThat(outcomes.created(task, new DirId("p1"))).as("its parent's").isFalse();
        assertThat(task.outcome).isNull();
        assertThat(task.returned).isFalse();
    }

    @Test
    void twoRowsCannotEndWithOneFolder() {
        FolderTask other = Tasks.child(1, 11);
        task.renamedResult = new Created("N10", NEW, null);
        other.renamedResult = new Created("N10", NEW, null);
        outcomes.finish(task, exists(FolderState.CREATED, NEW));
        outcomes.finish(other, exists(FolderState.CREATED, NEW));
        assertThat(outcome(task).state()).isEqualTo(FolderState.CREATED);
        assertThat(outcome(task).message()).isEqualTo("why");
        assertThat(outcome(other).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(other).inDoubt()).isTrue();
        assertThat(outcome(other).message()).contains("dirID new", "another row's");
    }

    @Test
    void aFolderThatWasOnlyCheckedIsNotInDoubt() {
        FolderTask checked = Tasks.checked(1, 10, "a", "known");
        outcomes.finish(checked, exists(FolderState.CREATED, new DirId("known")));
        assertThat(outcome(checked).inDoubt()).isFalse();
        FolderTask sentAgain = Tasks.checked(1, 11, "b", "deleted");
        sentAgain.markSending(1);
        outcomes.finish(sentAgain, exists(FolderState.CREATED, NEW));
        assertThat(outcome(sentAgain).inDoubt())
                .as("its call may have created two")
                .isTrue();
        FolderTask failed = Tasks.checked(1, 12, "c", "known");
        outcomes.fail(failed, "why");
        assertThat(outcome(failed).inDoubt()).as("the next run looks it up").isTrue();
    }

    @Test
    void aFailedFolderKeepsTheKnownDirIdAndTheCopiesOfItsName() {
        FolderTask known = Tasks.known(1, 10, "a", "known");
        known.copies = List.of(new Entry("a(1)", new DirId("copy"), true), new Entry("a(2)", NEW, true));
        outcomes.fail(known, "why");
        assertThat(outcome(known).dirId()).isEqualTo(new DirId("known"));
        assertThat(outcome(known).copies())
                .as("no folder beside it was created")
                .isNull();
        known.renamedResult = new Created("a(2)", NEW, null);
        outcomes.fail(known, "why");
        assertThat(outcome(known).copies()).isEqualTo(Set.of(new DirId("copy")));
        outcomes.finish(known, new Resolution.Failed("why", NEW));
        assertThat(outcome(known).dirId()).isEqualTo(NEW);
    }

    @Test
    void theMessageOfAFailedFolderHasItsLastError() {
        task.lastError = "code 1: BAD";
        outcomes.failUnlisted(task, "code 5: LIST");
        assertThat(outcome(task).message()).isEqualTo("the parent cannot be listed: code 5: LIST; code 1: BAD");
        outcomes.failBelowDeletedParent(task);
        assertThat(outcome(task).message()).startsWith("the API no longer knows the parent (dirID p1): code 1: BAD;");
        task.lastError = "";
        outcomes.failUnlisted(task, "code 5: LIST");
        assertThat(outcome(task).message()).isEqualTo("the parent cannot be listed: code 5: LIST");
        outcomes.failBelowDeletedParent(task);
        assertThat(outcome(task).message()).startsWith("the API no longer knows the parent (dirID p1);");
    }

    @Test
    void aFolderThatMayExistFailsInDoubt() {
        outcomes.failUnproven(task, "\"b\" (dirID x)");
        assertThat(outcome(task).inDoubt()).as("it was never sent").isFalse();
        task.sends = 1;
        outcomes.failUnproven(task, "\"b\" (dirID x)");
        assertThat(outcome(task).inDoubt()).isTrue();
        assertThat(outcome(task).message()).contains("since \"b\" (dirID x) exists");
        FolderTask copied = Tasks.child(1, 11, "a");
        outcomes.failWithCopies(
                copied, List.of(new Entry("a(1)", new DirId("x"), true), new Entry("a(2)", new DirId("y"), true)));
        assertThat(outcome(copied).inDoubt()).isTrue();
        assertThat(outcome(copied).message()).startsWith("the API created \"a(1), a(2)\" (dirID x, y) instead");
    }

    @Test
    void aFolderWhoseParentCannotBeListedStaysInDoubt() {
        task.markSending(2);
        outcomes.failUnlisted(task, "no");
        assertThat(outcome(task).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(task).inDoubt()).isTrue();
        FolderTask neverSent = Tasks.child(1, 11);
        outcomes.failUnlisted(neverSent, "no");
        assertThat(outcome(neverSent).inDoubt()).isFalse();
    }

    @Test
    void aStopFailsOnlyAFolderThatWasRenamed() {
        task.lastError = "named otherwise";
        outcomes.failIfRenamed(task);
        assertThat(task.outcome).isNull();
        task.renamedResult = new Created("N10", NEW, null);
        outcomes.failIfRenamed(task);
        assertThat(outcome(task).message()).isEqualTo("named otherwise");
    }

    @Test
    void whatIsBelowAFailedFolderNamesIt() {
        FolderTask child = Tasks.child(10, 20);
        FolderTask grandchild = Tasks.child(20, 30);
        task.children.add(child);
        child.children.add(grandchild);
        assertThat(outcomes.blockIfNotCreated(child, task)).isFalse();
        outcomes.fail(task, "why");
        String message = "not attempted, because /p1/n10 failed: why";
        assertThat(outcome(child)).isEqualTo(new FolderUpdate(20, FolderState.BLOCKED, false, null, message, null));
        assertThat(outcome(grandchild).message()).isEqualTo(message);
        FolderTask late = Tasks.child(20, 31);
        assertThat(outcomes.blockIfNotCreated(late, child)).isTrue();
        assertThat(outcome(late).message()).isEqualTo(message);
    }

    @Test
    void nothingIsBlockedBelowAFolderThatExists() {
        FolderTask child = Tasks.child(10, 20);
        task.children.add(child);
        outcomes.finish(task, exists(FolderState.EXISTED, NEW));
        assertThat(child.outcome).isNull();
        assertThat(outcomes.blockIfNotCreated(child, task)).isFalse();
    }
}
