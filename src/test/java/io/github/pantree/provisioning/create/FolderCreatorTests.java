package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.NameEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of calls, what is durable when they are sent, and what a failed folder blocks. */
final class FolderCreatorTests extends FolderCreatorFixture {

    @Test
    void sendsSiblingsInOneCall() throws Exception {
        acceptNames(0);
        run("/a", "/b", "/c");
        assertThat(api.calls())
                .containsExactly(
                        new ScriptedApi.Call(new DirId("top"), List.of("a", "b", "c"), NameEncoding.ARRAY, false));
        LedgerFolder a = folder("/a");
        assertThat(a.state()).isEqualTo(FolderState.CREATED);
        assertThat(a.dirId()).isEqualTo(new DirId("top/a"));
        assertThat(a.traceId()).isEqualTo("trace-a");
        assertThat(a.message()).isNull();
        assertThat(a.inDoubt()).isFalse();
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
        assertThat(api.listings()).isEmpty();
        assertThat(stop.isRequested()).isFalse();
    }

    @Test
    void sendsChildrenOnceTheirParentIsRecorded() throws Exception {
        acceptNames(0);
        List<String> seen = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> {
            LedgerFolder asked = database.folders(manifest).stream()
                    .filter(folder -> folder.name().equals(call.names().get(0)))
                    .findFirst()
                    .orElseThrow();
            FolderState parent = database.ledger()
                    .report()
                    .find(manifest, asked.parentNumber())
                    .orElseThrow()
                    .state();
            seen.add(call.parent() + " " + asked.state() + " below " + parent);
        });
        run("/a/b/c");
        FolderState target = database.ledger()
                .report()
                .find(manifest, LedgerFolder.TARGET)
                .orElseThrow()
                .state();
        assertThat(seen)
                .containsExactly(
                        new DirId("top") + " SENT below " + target,
                        new DirId("top/a") + " SENT below CREATED",
                        new DirId("top/a/b") + " SENT below CREATED");
        assertThat(states()).containsValues(FolderState.CREATED).doesNotContainValue(FolderState.SENT);
        assertThat(observed.count("find")).as("only the target is read").isEqualTo(1);
    }

    @Test
    void listsATargetThatWasNotListed() throws Exception {
        acceptNames(0);
        api.put(new DirId("top"), "a");
        open(database.manifest("/a", "/b", "/a/c"));
        run();
        assertThat(api.listings()).containsExactly(new DirId("top"), new DirId("top/a"));
        assertThat(states())
                .containsEntry("/a", FolderState.EXISTED)
                .containsEntry("/b", FolderState.CREATED)
                .containsEntry("/a/c", FolderState.CREATED);
        assertThat(api.names()).containsExactlyInAnyOrder(List.of("b"), List.of("c"));
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(2, 1, 0, 0, 0));
    }

    @Test
    void hasCapacityForTwiceTheCallsInFlight() {
        acceptNames(0);
        concurrency = 5;
        open("/a");
        assertThat(creator.capacity()).isEqualTo(1_000);
        creator.close();
        concurrency = 16;
        open("/a");
        assertThat(creator.capacity()).isEqualTo(3_200);
    }

    @Test
    void returnsWhenNoMoreThanTheGivenNumberAreLeft() throws Exception {
        acceptNames(1);
        CountDownLatch released = new CountDownLatch(1);
        api.duringMkdir(call -> {
            if (call.names().contains("c")) {
                assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
            }
        });
        open("/a", "/b", "/c");
        creator.admit(pending(), true);
        creator.runUntil(1);
        assertThat(states())
                .containsEntry("/a", FolderState.CREATED)
                .containsEntry("/b", FolderState.CREATED)
                .containsEntry("/c", FolderState.SENT);
        released.countDown();
        creator.runUntil(0);
        assertThat(states()).containsEntry("/c", FolderState.CREATED);
    }

    @Test
    void waitsForSiblingsThatAreStillToBeAdmitted() throws Exception {
        acceptNames(2);
        open("/a", "/b", "/c");
        List<LedgerFolder> all = pending();
        creator.admit(all.subList(0, 1), false);
        creator.admit(all.subList(1, 2), false);
        creator.admit(all.subList(2, 3), true);
        creator.runUntil(0);
        assertThat(api.names()).containsExactlyInAnyOrder(List.of("a", "b"), List.of("c"));
        assertThat(observed.count("find")).as("siblings share their parent").isEqualTo(1);
    }

    @Test
    void readsEachParentThatIsNotUnderWay() throws Exception {
        acceptNames(0);
        long number = database.manifest("/a/b", "/c/d");
        database.ended(number, "/a", FolderState.CREATED, "A", null);
        database.ended(number, "/c", FolderState.EXISTED, "C", null);
        database.ledger()
                .folders()
                .markListed(number, List.of(database.folder(number, "/c").number()));
        open(number);
        run();
        assertThat(api.calls())
                .extracting(ScriptedApi.Call::parent)
                .containsExactlyInAnyOrder(new DirId("A"), new DirId("C"));
        assertThat(api.listings())
                .as("others may have created folders in it since the earlier run")
                .containsExactly(new DirId("A"));
        assertThat(folder("/a/b").dirId()).isEqualTo(new DirId("A/b"));
    }

    @Test
    void blocksFoldersBelowAFailedFolderOfAnEarlierRun() throws Exception {
        acceptNames(0);
        long number = database.manifest("/a/b/c", "/d");
        database.ended(number, "/a", FolderState.FAILED, null, "bad");
        open(number);
        run();
        assertThat(message("/a/b")).isEqualTo("not attempted, because /a failed: bad");
        assertThat(message("/a/b/c")).isEqualTo("not attempted, because /a failed: bad");
        assertThat(states())
                .containsEntry("/a/b", FolderState.BLOCKED)
                .containsEntry("/a/b/c", FolderState.BLOCKED)
                .containsEntry("/d", FolderState.CREATED);
        creator.close();
        database.ended(number, "/a/b/c", FolderState.PENDING, null, null);
        open(number);
        run();
        assertThat(message("/a/b/c"))
                .as("names the folder that failed, not the one that is blocked")
                .isEqualTo("not attempted, because /a failed: bad");
    }

    @Test
    void blocksOnlyTheDescendantsOfABadRow() throws Exception {
        acceptNames(1);
        api.always("bad", ScriptedApi.refused(RefusalReason.BAD_NAME));
        run("/bad/x/y", "/bad/z", "/good/x");
        assertThat(states())
                .containsEntry("/bad", FolderState.FAILED)
                .containsEntry("/bad/x", FolderState.BLOCKED)
                .containsEntry("/bad/x/y", FolderState.BLOCKED)
                .containsEntry("/bad/z", FolderState.BLOCKED)
                .containsEntry("/good", FolderState.CREATED)
                .containsEntry("/good/x", FolderState.CREATED);
        assertThat(message("/bad")).isEqualTo("the API rejected the name: code 1: BAD_NAME");
        assertThat(message("/bad/x/y")).isEqualTo("not attempted, because /bad failed: " + message("/bad"));
        assertThat(folder("/bad").traceId()).isEqualTo("trace-bad");
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(2, 0, 1, 3, 0));
        assertThat(api.callsFor("bad")).hasSize(1);
    }

    @Test
    void failsARowWhoseFolderAnotherRowRequestsByDirId() throws Exception {
        acceptNames(0);
        open("/a", "top:/a", "top:/a/b");
        run();
        List<LedgerFolder> folders = database.folders(manifest);
        assertThat(folders)
                .filteredOn(folder -> folder.name().equals("a"))
                .extracting(LedgerFolder::state)
                .containsExactly(FolderState.CREATED, FolderState.FAILED);
        LedgerFolder child = folders.get(folders.size() - 1);
        assertThat(child.state()).isEqualTo(FolderState.BLOCKED);
        assertThat(child.message())
                .contains("another row requests the same folder")
                .contains("top");
        assertThat(api.names()).containsExactly(List.of("a"));
    }

    @Test
    void createsAThousandFoldersOnceEach() throws Exception {
        acceptNames(0);
        List<String> paths = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> paths.add("/p" + i % 7 + "/n" + i));
        run(paths.toArray(new String[0]));
        assertThat(states()).hasSize(1_007).containsValue(FolderState.CREATED);
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(1_007, 0, 0, 0, 0));
        List<String> asked = api.calls().stream()
                .flatMap(call -> call.names().stream().map(name -> call.parent() + name))
                .toList();
        assertThat(asked).hasSize(1_007).doesNotHaveDuplicates();
    }
}
