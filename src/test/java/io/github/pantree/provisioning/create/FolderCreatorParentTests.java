package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.testing.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that the parent does not exist. */
final class FolderCreatorParentTests extends FolderCreatorFixture {

    private static final int TRIES = 8;

    @Test
    void retriesUntilANewParentIsKnown() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("b", times(TRIES - 1, RefusalReason.NO_PARENT));
        run("/a/b");
        assertThat(api.callsFor("b")).hasSize(TRIES);
        assertThat(folder("/a/b").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a/b").inDoubt()).as("refused for certain").isFalse();
        assertThat(api.listings()).isEmpty();
    }

    @Test
    void givesAParentUpAfterEightTries() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.always("b", ScriptedApi.refused(RefusalReason.NO_PARENT));
        run("/a/b/c", "/d");
        assertThat(api.callsFor("b")).hasSize(TRIES);
        assertThat(message("/a/b"))
                .startsWith("the API no longer knows the parent (dirID top/a): code 1: NO_PARENT; if");
        assertThat(states())
                .containsEntry("/a", FolderState.CREATED)
                .containsEntry("/a/b/c", FolderState.BLOCKED)
                .containsEntry("/d", FolderState.CREATED);
    }

    @Test
    void retriesOneChildForAllChildrenOfAParent() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        api.answers("b", times(3, RefusalReason.NO_PARENT));
        run("/a/b", "/a/c", "/a/d");
        assertThat(api.callsFor("b")).hasSize(4);
        assertThat(api.callsFor("c")).hasSize(1);
        assertThat(api.callsFor("d")).hasSize(1);
        assertThat(states()).containsValue(FolderState.CREATED).doesNotContainValue(FolderState.FAILED);
    }

    @Test
    void keepsSiblingsWaitingWhileTheRetryIsThrottled() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        api.answers("b", ScriptedApi.refused(RefusalReason.NO_PARENT), ScriptedApi.throttled());
        run("/a/b", "/a/c", "/a/d");
        assertThat(api.names()).startsWith(List.of("a"), List.of("b"), List.of("b"), List.of("b"));
        assertThat(states()).doesNotContainValue(FolderState.FAILED);
    }

    @Test
    void failsAllChildrenOfADeletedParent() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        api.always("b", ScriptedApi.refused(RefusalReason.NO_PARENT));
        open("/a/b", "/a/c", "/a/d", "/a/d/e");
        List<LedgerFolder> all = pending();
        creator.admit(all.subList(0, 3), true);
        creator.runUntil(0);
        assertThat(message("/a/b")).contains("(dirID top/a): code 1: NO_PARENT; if");
        assertThat(message("/a/c")).as("it was not asked for").contains("(dirID top/a); if");
        creator.admit(all.subList(3, 4), true);
        creator.admit(all.subList(4, 5), true);
        creator.runUntil(0);
        assertThat(message("/a/d")).contains("(dirID top/a); if");
        assertThat(folder("/a/d").state()).isEqualTo(FolderState.FAILED);
        assertThat(folder("/a/d/e").state()).isEqualTo(FolderState.BLOCKED);
        assertThat(api.callsFor("c")).isEmpty();
        assertThat(api.callsFor("d")).isEmpty();
    }

    /** One server does not know the new parent yet, and another one refuses its children. */
    @Test
    @Timeout(30)
    void endsIfANewParentIsUnknownToOneServerAndFullOnAnother() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        for (String name : List.of("b", "c")) {
            api.answers(name, ScriptedApi.refused(RefusalReason.NO_PARENT));
        }
        for (String name : List.of("b", "c", "d")) {
            api.always(name, ScriptedApi.refused(RefusalReason.TOO_MANY));
        }
        api.duringMkdir(call -> {
            if (call.names().contains("d")) {
                Await.until(() -> api.calls().size() == 4);
            } else if (!call.names().contains("a")) {
                Await.until(() -> folder("/a/d").state() == FolderState.FAILED);
            }
        });
        run("/a/b", "/a/c", "/a/d");
        assertThat(message("/a/b")).contains("TOO_MANY");
        assertThat(message("/a/c")).contains("TOO_MANY");
        assertThat(states())
                .containsEntry("/a", FolderState.CREATED)
                .containsEntry("/a/b", FolderState.FAILED)
                .containsEntry("/a/c", FolderState.FAILED)
                .containsEntry("/a/d", FolderState.FAILED);
    }

    @Test
    void failsAtOnceWhenTheTargetIsNotKnown() throws Exception {
        acceptNames(2);
        api.always("a", ScriptedApi.refused(RefusalReason.NO_PARENT));
        run("/a", "/b");
        assertThat(message("/a")).isEqualTo("the API does not know the parent top: code 1: NO_PARENT");
        assertThat(message("/b")).isEqualTo("the API does not know the parent top: code 1: NO_PARENT");
        assertThat(api.calls()).hasSize(1);
        assertThat(folder("/a").inDoubt()).isFalse();
    }

    @Test
    void namesTheRootByASlash() throws Exception {
        acceptNames(1);
        api.always("a", ScriptedApi.refused(RefusalReason.NO_PARENT));
        long number = database.manifest(DirId.ROOT, "/a");
        database.ledger().folders().markListed(number, List.of(LedgerFolder.TARGET));
        open(number);
        run();
        assertThat(message("/a")).isEqualTo("the API does not know the parent /: code 1: NO_PARENT");
    }

    @Test
    void sendsAChildInDoubtAtOnceIfThisRunCreatedItsParent() throws Exception {
        acceptNames(1);
        open("/p", "/p/c");
        observed.ledger().folders().markSent(manifest, List.of(folder("/p/c").number()), Map.of());
        run();
        assertThat(api.names()).containsExactly(List.of("p"), List.of("c"));
        assertThat(api.listings())
                .as("the parent is new, so nothing can be in it")
                .isEmpty();
        assertThat(folder("/p/c").state()).isEqualTo(FolderState.CREATED);
    }

    @Test
    void looksUpAChildInDoubtIfItsParentWasFound() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("p", api.lost());
        open("/p", "/p/c");
        observed.ledger().folders().markSent(manifest, List.of(folder("/p/c").number()), Map.of());
        run();
        assertThat(api.listings()).contains(new DirId("top/p"));
        assertThat(folder("/p/c").state()).isEqualTo(FolderState.CREATED);
        assertThat(progress.snapshot().inDoubt()).as("all is settled").isZero();
    }
}
