package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.testing.Await;
import io.github.pantree.testing.RecordedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Folders in doubt. */
final class FolderCreatorInDoubtTests extends FolderCreatorFixture {

    @RegisterExtension
    final RecordedLog log = RecordedLog.ofPackage(FolderTask.class);

    @Test
    void findsWhatALostAnswerCreated() throws Exception {
        acceptNames(3);
        api.answers("a", api.lost());
        run("/a", "/b", "/c/d");
        assertThat(api.names()).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(api.listings()).containsExactly(new DirId("top"));
        assertThat(states()).hasSize(4).containsValue(FolderState.CREATED).doesNotContainValue(FolderState.EXISTED);
        assertThat(folder("/a").inDoubt()).isTrue();
        assertThat(folder("/c/d").inDoubt()).isFalse();
        assertThat(api.capabilities().isProven(3))
                .as("nothing is known of the call")
                .isFalse();
        assertThat(progress.snapshot().folders()).isEqualTo(new FolderCounts(4, 0, 0, 0, 0));
        assertThat(progress.snapshot().inDoubt()).isZero();
    }

    @Test
    void listsAsOftenAsConfiguredBeforeSendingAgain() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        List<Integer> listings = new CopyOnWriteArrayList<>();
        api.answers("a", ScriptedApi.cut());
        api.duringMkdir(call -> listings.add(api.listings().size()));
        run("/a", "/b");
        assertThat(listings).containsExactly(0, LOOKUPS);
        assertThat(api.calls()).extracting(ScriptedApi.Call::again).containsExactly(false, true);
        assertThat(api.names()).containsExactly(List.of("a", "b"), List.of("a", "b"));
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a").inDoubt()).isTrue();
    }

    @Test
    void looksUpOnlyFoldersWithoutAnAnswer() throws Exception {
        acceptNames(2);
        api.put(new DirId("top"), "a");
        api.answers("a", ScriptedApi.unclear("half"));
        run("/a", "/b");
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a").traceId()).isEqualTo("trace-a");
        assertThat(folder("/b").inDoubt()).isFalse();
        assertThat(api.calls()).hasSize(1);
        assertThat(api.capabilities().isProven(2)).as("one was created").isTrue();
    }

    @Test
    void looksUpFoldersOfAnEarlierRunBeforeSending() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.put(new DirId("top"), "a");
        long number = manifest("/a", "/b");
        database.ledger().folders().markSent(number, List.of(1L, 2L), Map.of());
        open(number);
        api.duringMkdir(call -> assertThat(api.listings()).hasSize(LOOKUPS));
        run();
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/b").state()).isEqualTo(FolderState.CREATED);
        assertThat(api.names()).containsExactly(List.of("b"));
        assertThat(api.calls().get(0).again()).as("not by this run").isFalse();
    }

    @Test
    void failsAFolderThatMayHaveAnotherName() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("a", (call, name) -> new Unknown("odd", null, true));
        run("/a");
        assertThat(message("/a")).startsWith("odd, and the listing of its parent does not contain it");
        assertThat(api.calls()).hasSize(1);
        assertThat(folder("/a").inDoubt()).isTrue();
    }

    @Test
    void failsAFolderThatMayHaveAnotherNameAfterASecondCall() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("a", ScriptedApi.cut(), (call, name) -> new Unknown("odd", null, true));
        run("/a");
        assertThat(message("/a")).startsWith("odd, and");
        assertThat(api.calls()).hasSize(2);
    }

    @Test
    void acceptsARenamedFolderIfThereIsNoOther() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("a", ScriptedApi.made("A", "renamed"));
        run("/a/b");
        assertThat(folder("/a").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a").dirId()).isEqualTo(new DirId("renamed"));
        assertThat(message("/a"))
                .isEqualTo(
                        "the API returned the folder \"A\" (dirID renamed), and it was adopted because no other folder"
                                + " with this name exists");
        assertThat(api.listings()).containsExactly(new DirId("top"), new DirId("top"), new DirId("top"));
        assertThat(api.calls().get(1).parent()).isEqualTo(new DirId("renamed"));
    }

    @Test
    void failsARowForWhichAnotherFolderWasCreatedAsWell() throws Exception {
        acceptNames(1);
        api.put(new DirId("top"), "a");
        api.answers("a", ScriptedApi.made("a(1)", "twin"));
        run("/a");
        assertThat(folder("/a").dirId()).isEqualTo(new DirId("top/a"));
        assertThat(folder("/a").state()).isEqualTo(FolderState.FAILED);
        assertThat(message("/a")).contains("additional folder \"a(1)\" (dirID twin)", "(dirID top/a)");
        assertThat(database.ledger().tree().sentAgain(manifest, 0, 10)).hasSize(1);
    }

    @Test
    void looksUpAFolderWithTheDirIdOfAnotherFolder() throws Exception {
        acceptNames(2);
        api.put(new DirId("top"), "b");
        api.answers("a", ScriptedApi.made("a", "same"));
        api.answers("b", ScriptedApi.made("b", "same"));
        run("/a", "/b");
        assertThat(folder("/a").dirId()).isEqualTo(new DirId("same"));
        assertThat(folder("/b").dirId()).isEqualTo(new DirId("top/b"));
        assertThat(folder("/b").inDoubt()).isTrue();
        assertThat(api.listings()).hasSize(1);
    }

    @Test
    void failsARowThatTheServerMapsToAnotherRowsFolder() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        api.answers("A", ScriptedApi.made("A", "one"));
        api.answers("a", ScriptedApi.made("A", "one"));
        api.lists("top", lists("A"), lists("A"), lists("A"));
        run("/A", "/a");
        assertThat(folder("/A").state()).isEqualTo(FolderState.CREATED);
        assertThat(folder("/a").state()).isEqualTo(FolderState.FAILED);
        assertThat(folder("/a").inDoubt()).isTrue();
        assertThat(message("/a")).startsWith("the API treats it as the same folder as another row's (dirID one)");
    }

    @Test
    void namesTheCopiesThatItsCallsCreatedWhenItGivesUp() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("a", ScriptedApi.cut(), ScriptedApi.cut());
        ListResult copies = ScriptedApi.listed(
                new Entry("a(1)", new DirId("one"), true), new Entry("a(2)", new DirId("two"), true));
        api.lists("top", ScriptedApi.listed(), ScriptedApi.listed(), ScriptedApi.listed(), copies, copies, copies);
        run("/a");
        assertThat(message("/a")).contains("\"a(1), a(2)\" (dirID one, two)");
        assertThat(folder("/a").inDoubt()).isTrue();
    }

    @Test
    void looksForLateCommitsWhenTheTimeOfSettlingHasPassedSinceTheEndOfTheLastCall() throws Exception {
        acceptNames(1);
        time.tick(Duration.ofMillis(5));
        AtomicLong ended = new AtomicLong();
        AtomicLong listed = new AtomicLong();
        api.answers("a", ScriptedApi.cut());
        api.duringMkdir(call -> {
            time.advance(Duration.ofMinutes(1));
            ended.set(time.nanos());
        });
        api.duringList(folder -> listed.set(time.nanos()));
        run("/a");
        assertThat(api.calls()).hasSize(2);
        assertThat(Duration.ofNanos(listed.get() - ended.get())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private static ListResult lists(String name) {
        return ScriptedApi.listed(new Entry(name, new DirId("one"), true));
    }

    @Test
    void reportsTheNumberInDoubtDuringALookup() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        List<Long> underWay = new CopyOnWriteArrayList<>();
        api.answers("a", api.lost());
        api.duringMkdir(call -> {
            time.awaitReadings(12);
            underWay.add(progress.snapshot().inDoubt());
        });
        api.duringList(folder -> Await.until(() -> progress.snapshot().inDoubt() == 2));
        run("/a", "/b");
        assertThat(underWay).as("a call under way is not in doubt").containsExactly(0L);
        assertThat(progress.snapshot().inDoubt()).isZero();
    }

    @Test
    void logsOneLineForTheLookupOfSiblings() throws Exception {
        acceptNames(2);
        api.answers("a", api.lost());
        api.answers("c", ScriptedApi.unclear("half"));
        api.put(new DirId("top/a"), "c");
        api.always("bad", ScriptedApi.refused(RefusalReason.BAD_NAME));
        run("/a", "/b", "/a/c", "/a/c/bad");
        assertThat(log.messages(Level.INFO))
                .filteredOn(line -> line.contains("looking"))
                .containsExactly(
                        "2 folders in /: lost; looking them up (trace ID -)",
                        "/a/c: half; looking it up (trace ID trace-c)");
        assertThat(log.events(Level.WARN)).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).startsWith("/a/c/bad: the API rejected the name");
            assertThat(line.getMDCPropertyMap())
                    .containsEntry("folder", "/a/c/bad")
                    .containsEntry("trace_id", "trace-bad");
        });
    }
}
