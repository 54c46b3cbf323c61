package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.testing.TestLedger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CopyClassifierTests {

    private static final DirId TOP = new DirId("top");
    private static final Entry FIRST = copy("a(1)", "first");
    private static final Entry SECOND = copy("a(2)", "second");
    private static final Entry THIRD = copy("a(3)", "third");

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    private static int accounts;

    /** Each test has an account of its own. */
    private final String account = "http://localhost/account" + ++accounts;

    private static Entry copy(String name, String dirId) {
        return new Entry(name, new DirId(dirId), true);
    }

    private long manifest(String... paths) {
        return database.manifest(account, TOP, paths);
    }

    /** @param before the copies that were listed before the second call */
    private void sendAgain(long manifest, String path, Entry... before) {
        long number = database.folder(manifest, path).number();
        Set<DirId> copies = Stream.of(before).map(Entry::dirId).collect(Collectors.toSet());
        database.ledger().folders().markSent(manifest, List.of(number), Map.of(number, copies));
    }

    /** Of the only folder of the manifest that was sent again. */
    private List<Entry> results(long manifest, Entry... listed) {
        List<SentAgain> sent = database.ledger().tree().sentAgain(manifest, 0, 10);
        assertThat(sent).hasSize(1);
        return new CopyClassifier(manifest, database.ledger().tree()).resultsOfCalls(sent.get(0), List.of(listed));
    }

    private List<Entry> resultsInDoubt(long manifest, String path, Entry... listed) {
        FolderTask task = new FolderTask(database.folder(manifest, path));
        task.copies = List.of(listed);
        return new CopyClassifier(manifest, database.ledger().tree()).resultsOfCalls(task);
    }

    @Test
    void copiesThatWereListedBeforeTheSecondCallAreNotItsResults() {
        long manifest = manifest("/a");
        sendAgain(manifest, "/a", SECOND);
        assertThat(results(manifest, THIRD, SECOND, FIRST)).containsExactly(THIRD, FIRST);
        assertThat(results(manifest, SECOND)).isEmpty();
        assertThat(results(manifest, copy("a(2)", "replaced")))
                .as("another folder with the name of the earlier one")
                .hasSize(1);
    }

    @Test
    void foldersOfTheManifestsAreNotResultsOfCalls() {
        long manifest = manifest("/a", "/a(1)", "/a(2)");
        sendAgain(manifest, "/a");
        database.ended(manifest, "/a(1)", FolderState.CREATED, "first", null);
        long other = manifest("/a(3)");
        database.ended(other, "/a(3)", FolderState.EXISTED, "third", null);
        assertThat(results(manifest, FIRST, SECOND, THIRD))
                .as("nothing was sent for the second one yet")
                .containsExactly(SECOND);
        database.ledger()
                .folders()
                .markSent(manifest, List.of(database.folder(manifest, "/a(2)").number()), Map.of());
        assertThat(results(manifest, SECOND))
                .as("may have been created for its row")
                .isEmpty();
    }

    @Test
    void knownFolderIsRecognizedByItsNameOrItsDirId() {
        long manifest = manifest("/a", "/a(1)");
        sendAgain(manifest, "/a");
        database.ended(manifest, "/a(1)", FolderState.CREATED, "first", null);
        assertThat(results(manifest, copy("a(1)", "unknown"))).isEmpty();
        assertThat(results(manifest, copy("a (1)", "first"))).isEmpty();
        assertThat(results(manifest, copy("a (1)", "unknown"))).hasSize(1);
    }

    @Test
    void foldersElsewhereDoNotExplainACopy() {
        long manifest = manifest("/a", "/x/a(1)");
        sendAgain(manifest, "/a");
        database.ended(manifest, "/x", FolderState.CREATED, "x", null);
        database.ended(manifest, "/x/a(1)", FolderState.CREATED, "below", null);
        long foreign = database.manifest(account + "/other", TOP, "/a(2)");
        database.ended(foreign, "/a(2)", FolderState.CREATED, "second", null);
        assertThat(results(manifest, FIRST, SECOND)).containsExactly(FIRST, SECOND);
    }

    @Test
    void copiesOfAFolderInDoubtAreResultsOnlyIfItWasSentAgainItself() {
        long manifest = manifest("/a", "/b", "/c");
        sendAgain(manifest, "/a");
        sendAgain(manifest, "/c");
        Entry copy = copy("b(1)", "first");
        assertThat(resultsInDoubt(manifest, "/b", copy)).isEmpty();
        sendAgain(manifest, "/b", copy("b(2)", "second"));
        assertThat(resultsInDoubt(manifest, "/b", copy, copy("b(2)", "second"))).containsExactly(copy);
        assertThat(resultsInDoubt(manifest, "/b")).isEmpty();
    }

    @Test
    void copiesOfAFolderInDoubtMayBeResultsOfCallsOfAnotherManifest() {
        sendAgain(manifest("/a"), "/a", FIRST);
        long manifest = manifest("/b", "/a");
        assertThat(resultsInDoubt(manifest, "/a", FIRST, SECOND)).containsExactly(SECOND);
    }
}
