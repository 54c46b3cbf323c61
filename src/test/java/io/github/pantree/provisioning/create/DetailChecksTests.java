package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.provisioning.create.DetailChecks.Existing;
import io.github.pantree.testing.TickingTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class DetailChecksTests {

    private static final DirId PARENT = new DirId("p1");

    private final ScriptedApi api = new ScriptedApi(1);
    private final KnownTree tree = new KnownTree();
    private final CallExecutor executor =
            new CallExecutor(2, new TickingTime(), new InlineCalls(), new LinkedBlockingQueue<>());
    private final DetailChecks details = new DetailChecks(1, executor, api, tree);

    private Existing check(String... wanted) throws InterruptedException {
        MissingChildren missing = MissingChildren.of(tree, 1, PARENT, Set.of(wanted), ScriptedApi.listed());
        List<Existing> results = new ArrayList<>();
        FolderTask any = Tasks.child(1, 10);
        details.check(any.folder, any.knownParent(), Set.of(wanted), missing, results::add);
        executor.runCallbacks(0);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void asksForNothingIfNothingIsMissing() throws Exception {
        assertThat(check("a").isComplete()).isTrue();
        assertThat(api.details()).isEmpty();
    }

    @Test
    void findsAFolderThatExistsAtItsPlace() throws Exception {
        tree.with("a", "p1/a");
        api.put(PARENT, "a");
        Existing existing = check("a");
        assertThat(existing.isComplete()).isFalse();
        assertThat(existing.named("a")).containsExactly(new DirId("p1/a"));
        assertThat(existing.named("b")).isEmpty();
        assertThat(existing.example()).isEqualTo("\"a\" (dirID p1/a)");
        assertThat(tree.deleted).isEmpty();
    }

    @Test
    void forgetsAFolderThatWasDeleted() throws Exception {
        tree.with("a", "p1/a");
        assertThat(check("a").isComplete()).isTrue();
        assertThat(tree.deleted).containsExactly(new DirId("p1/a"));
    }

    @Test
    void ignoresAFolderThatWasMovedAway() throws Exception {
        tree.with("a", "p2/a");
        api.put(new DirId("p2"), "a");
        assertThat(check("a").isComplete()).isTrue();
        assertThat(tree.deleted).isEmpty();
    }

    @Test
    void asksForAllThatAreWantedAndForOthersUntilOneExists() throws Exception {
        for (int i = 0; i < 30; i++) {
            tree.with("n" + i, "p1/n" + i);
        }
        api.put(PARENT, "n15");
        assertThat(check("n28", "n29").example()).isEqualTo("\"n15\" (dirID p1/n15)");
        assertThat(api.details()).hasSize(22).contains(new DirId("p1/n28"), new DirId("p1/n29"));
        assertThat(tree.deleted).hasSize(21);
    }

    @Test
    void asksForAllIfNoneExists() throws Exception {
        for (int i = 0; i < 30; i++) {
            tree.with("n" + i, "p1/n" + i);
        }
        assertThat(check("n28", "n29").isComplete()).isTrue();
        assertThat(tree.deleted).hasSize(30);
    }

    @Test
    void aFolderWhoseDetailsCannotBeReadMayExist() throws Exception {
        tree.with("a", "p1/a");
        api.cannotRead(new DirId("p1/a"));
        Existing existing = check("a");
        assertThat(existing.isComplete()).isFalse();
        assertThat(existing.named("a")).isEmpty();
        assertThat(existing.isUnknown("a")).isTrue();
        assertThat(existing.isUnknown("b")).isFalse();
        assertThat(tree.deleted).isEmpty();
    }
}
