package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.WriteHold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MkdirResponseHandlerTests {

    private static final DirId PARENT = new DirId("p1");
    private static final int LOOKUPS = ResponseFixture.LOOKUPS;

    private final ResponseFixture engine = new ResponseFixture(0);
    private final ScriptedApi api = engine.api;
    private final SiblingBatcher batcher = engine.batcher;
    private final FullParents fullParents = engine.fullParents;
    private final MissingParents missingParents = engine.missingParents;
    private final WriteHold hold = engine.hold;
    private final MkdirResponseHandler handler = engine.handler;
    private final FolderTask a = Tasks.child(1, 10, "a");
    private final FolderTask b = Tasks.child(1, 11, "b");
    private final FolderTask c = Tasks.child(1, 12, "c");
    private final FolderTask d = Tasks.child(1, 13, "d");

    private void respond(NameEncoding form, MkdirResult result, FolderTask... batch) {
        for (FolderTask task : batch) {
            task.markSending(batch.length);
        }
        handler.onResponse(List.of(batch), form, MkdirBatchResult.all(result));
    }

    private void respond(Map<String, MkdirResult> results, FolderTask... batch) {
        for (FolderTask task : batch) {
            task.markSending(batch.length);
        }
        List<String> names = List.of(batch).stream().map(FolderTask::name).toList();
        handler.onResponse(List.of(batch), NameEncoding.ARRAY, MkdirBatchResult.perName(names, results));
    }

    private void settle() throws InterruptedException {
        engine.settle();
    }

    private List<FolderTask> next() {
        return batcher.next(100, parent -> true);
    }

    private static Refused refused(RefusalReason reason) {
        return new Refused(reason, 1, "拒绝", "trace");
    }

    private static FolderUpdate outcome(FolderTask task) {
        return Objects.requireNonNull(task.outcome, task.name());
    }

    private static void assertCreated(FolderTask task, String dirId) {
        assertThat(outcome(task).state()).isEqualTo(FolderState.CREATED);
        assertThat(outcome(task).dirId()).isEqualTo(new DirId(dirId));
    }

    private static void assertFailed(FolderTask task, String... message) {
        assertThat(outcome(task).state()).isEqualTo(FolderState.FAILED);
        assertThat(outcome(task).message()).contains(message);
    }

    @Test
    void recordsEachCreatedFolderAndLooksUpTheOthers() throws Exception {
        api.put(PARENT, "b");
        respond(Map.of("a", new Created("a", new DirId("1"), "t"), "b", new Unknown("no entry", null)), a, b);
        assertCreated(a, "1");
        assertThat(a.inFlight || b.inFlight).isFalse();
        settle();
        assertThat(api.listings()).containsExactly(PARENT);
        assertCreated(b, "p1/b");
        assertThat(api.capabilities().isProven(2)).isTrue();
    }

    @Test
    void learnsNothingAboutTheServerWithoutACreatedFolder() {
        respond(Map.of("a", new Unknown("no entry", null), "b", new Unknown("no entry", null)), a, b);
        assertThat(api.capabilities().isProven(2)).isFalse();
    }

    @Test
    void looksUpAFolderThatWasReturnedUnderAnotherName() throws Exception {
        respond(Map.of("a", new Created("a(1)", new DirId("1"), null)), a);
        assertThat(a.outcome).isNull();
        settle();
        assertThat(api.listings()).hasSize(LOOKUPS);
        assertFailed(a, "a(1)", "1");
    }

    @Test
    void looksUpAFolderWithTheDirIdOfAnother() throws Exception {
        respond(Map.of("a", new Created("a", new DirId("1"), null)), a);
        respond(Map.of("b", new Created("b", new DirId("1"), null)), b);
        assertThat(b.outcome).isNull();
        api.put(PARENT, "b");
        settle();
        assertCreated(b, "p1/b");
    }

    @Test
    void sendsAThrottledCallAgainFirst() {
        batcher.add(c);
        respond(NameEncoding.ARRAY, new MkdirResult.Throttled(null, null), a, b);
        assertThat(a.inDoubt).isFalse();
        assertThat(a.sends).isZero();
        assertThat(next()).containsExactly(a, b, c);
    }

    @Test
    void leavesACallThatWasNotSentToTheNextRun() {
        respond(NameEncoding.ARRAY, new MkdirResult.NotSent(), a);
        assertThat(a.inDoubt).isFalse();
        assertThat(a.sends).isZero();
        assertThat(next()).isEmpty();
    }

    @Test
    void failsABadNameWithTheRefusal() {
        respond(NameEncoding.STRING, refused(RefusalReason.BAD_NAME), a);
        assertFailed(a, "拒绝");
        assertThat(outcome(a).traceId()).isEqualTo("trace");
    }

    @Test
    void adoptsAFolderThatExistsAsNotItsOwn() throws Exception {
        api.put(PARENT, "a");
        respond(NameEncoding.STRING, refused(RefusalReason.EXISTS), a);
        settle();
        assertThat(outcome(a).state()).isEqualTo(FolderState.EXISTED);
    }

    @Test
    void failsTheRowsOfAParentThatRefusesASingleNameForItsNumber() {
        respond(NameEncoding.STRING, refused(RefusalReason.TOO_MANY), a);
        assertFailed(a, "拒绝");
        assertThat(fullParents.isFull(List.of(b))).isTrue();
    }

    @Test
    void sendsARefusedFormAgainInTheOtherOne() {
        NameEncoding first = api.capabilities().form(1);
        respond(first, refused(RefusalReason.FORM), a);
        assertThat(next()).containsExactly(a);
        assertThat(a.sends).isZero();
        assertThat(api.capabilities().form(1)).isNotEqualTo(first);
    }

    @Test
    void looksUpARefusedArrayBeforeItSendsStrings() throws Exception {
        api.put(PARENT, "a");
        respond(NameEncoding.ARRAY, refused(RefusalReason.FORM), a, b, c);
        assertThat(next()).as("the server may have created some of them").isEmpty();
        settle();
        assertThat(outcome(a).dirId()).isEqualTo(new DirId("p1/a"));
        assertThat(api.listings()).hasSize(LOOKUPS);
        assertThat(api.capabilities().maxNames()).isEqualTo(1);
        assertThat(next()).containsExactly(b, c);
        assertThat(b.mayAlreadyExist()).isTrue();
        assertThat(b.sends).isZero();
    }

    @Test
    void looksUpAFolderIfNoFormIsLeft() throws Exception {
        respond(NameEncoding.STRING, refused(RefusalReason.FORM), a);
        respond(NameEncoding.ARRAY, refused(RefusalReason.FORM), next().toArray(FolderTask[]::new));
        assertThat(next()).isEmpty();
        settle();
        assertThat(api.listings()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_NAME", "EXISTS"})
    void sendsSiblingsAgainInHalvesUnlessTheListingExplainsTheRefusal(RefusalReason reason) throws Exception {
        respond(NameEncoding.ARRAY, refused(reason), a, b, c, d);
        settle();
        assertThat(next()).containsExactly(a, b);
        assertThat(next()).containsExactly(c, d);
    }

    @Test
    void sendsTheOthersTogetherIfTheListingExplainsTheRefusal() throws Exception {
        api.put(PARENT, "b");
        respond(NameEncoding.ARRAY, refused(RefusalReason.EXISTS), a, b, c, d);
        settle();
        assertThat(outcome(b).state().exists()).isTrue();
        assertThat(next()).containsExactly(a, c, d);
    }

    @Test
    void sendsOneNameAloneIfSoManyWereAcceptedElsewhere() throws Exception {
        api.capabilities().recordSuccess(NameEncoding.ARRAY, 4);
        respond(NameEncoding.ARRAY, refused(RefusalReason.TOO_MANY), a, b, c, d);
        settle();
        assertThat(next()).containsExactly(a);
        assertThat(next()).containsExactly(b, c);
    }

    @Test
    void looksUpSiblingsAfterAnUnknownRefusal() throws Exception {
        api.put(PARENT, "a");
        respond(NameEncoding.ARRAY, refused(RefusalReason.UNKNOWN), a, b);
        settle();
        assertThat(outcome(a).state()).as("the call may have created it").isEqualTo(FolderState.CREATED);
        assertThat(api.listings().size()).isGreaterThanOrEqualTo(LOOKUPS);
        assertThat(next()).containsExactly(b);
    }

    @Test
    void holdsTheWritesOfAnAccountThatIsRefused() throws Exception {
        respond(NameEncoding.ARRAY, refused(RefusalReason.ACCOUNT), a, b);
        assertThat(hold.isHeld()).isTrue();
        settle();
        assertThat(a.outcome).isNull();
        assertThat(next()).containsExactly(a, b);
    }

    @Test
    void failsAnUnknownTargetAtOnce() {
        FolderTask top = Tasks.child(0, 10, "top");
        respond(NameEncoding.STRING, refused(RefusalReason.NO_PARENT), top);
        assertFailed(top, "p0", "拒绝");
    }

    @Test
    void retriesANewParentWhileItsOtherChildrenWait() throws Exception {
        respond(NameEncoding.STRING, refused(RefusalReason.NO_PARENT), a);
        assertThat(next()).as("after a pause").isEmpty();
        assertThat(missingParents.isDelayed(List.of(b))).isTrue();
        settle();
        assertThat(next()).containsExactly(a);
        respond(Map.of("a", new Created("a", new DirId("1"), null)), a);
        assertCreated(a, "1");
        assertThat(next()).containsExactly(b);
    }

    @Test
    void givesUpAParentThatStaysUnknown() throws Exception {
        int sends = 0;
        respond(NameEncoding.STRING, refused(RefusalReason.NO_PARENT), a);
        missingParents.isDelayed(List.of(b));
        for (settle(); !batcher.isEmpty(); settle()) {
            respond(NameEncoding.STRING, refused(RefusalReason.NO_PARENT), next().toArray(FolderTask[]::new));
            sends++;
        }
        assertThat(sends).isEqualTo(7);
        assertFailed(a, "p1", "拒绝");
        assertFailed(b, "p1");
        respond(NameEncoding.STRING, refused(RefusalReason.NO_PARENT), c);
        assertFailed(c, "p1");
    }
}
