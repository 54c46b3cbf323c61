package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccountRefusalsTests {

    private static final Refused UNKNOWN = new Refused(RefusalReason.UNKNOWN, 1, "no", null);
    private static final Refused BANNED = new Refused(RefusalReason.ACCOUNT, 1, "禁止写入", null);

    private final TickingTime time = new TickingTime();
    private final WriteHold hold = UnstoredWriteHold.create(Duration.ofHours(1), time);
    private final Set<String> elsewhere = new HashSet<>();
    private final AccountRefusals account =
            new AccountRefusals(hold, (task, refusal) -> elsewhere.contains(task.name()));

    private static List<FolderTask> batch(String... names) {
        return Arrays.stream(names)
                .map(name -> Tasks.child(1, 10 + name.hashCode(), name))
                .toList();
    }

    private static List<FolderTask> atDepth(int depth, String name) {
        return List.of(task(depth, name, null));
    }

    private static List<FolderTask> givenUp(String name, String message) {
        return List.of(task(1, name, message));
    }

    private static FolderTask task(int depth, String name, @Nullable String message) {
        return new FolderTask(new LedgerFolder(
                10 + name.hashCode(),
                1,
                depth,
                name,
                "/" + name,
                1L,
                "",
                FolderState.PENDING,
                false,
                false,
                null,
                message,
                null,
                false));
    }

    private List<FolderTask> sent(String... names) {
        List<FolderTask> batch = batch(names);
        account.recordSent(batch);
        return batch;
    }

    private boolean isRefused(String... names) {
        return account.recordRefused(batch(names), UNKNOWN);
    }

    @Test
    void theThirdNameRefusedInTheSameWordsConcernsTheAccount() {
        assertThat(isRefused("a")).isFalse();
        assertThat(isRefused("b")).isFalse();
        assertThat(hold.isHeld()).isFalse();
        assertThat(isRefused("c")).isTrue();
        assertThat(hold.status()).map(OutageStatus::reason).contains(UNKNOWN.describe());
    }

    @Test
    void aNameThatIsRefusedAgainCountsOnce() {
        for (int i = 0; i < 5; i++) {
            assertThat(isRefused("a")).isFalse();
            assertThat(isRefused("b")).isFalse();
        }
    }

    @Test
    void numbersInTheMessageDoNotMakeItAnother() {
        account.recordRefused(batch("a"), new Refused(RefusalReason.UNKNOWN, 7, "request 17 failed", null));
        account.recordRefused(batch("b"), new Refused(RefusalReason.UNKNOWN, 7, "request 18 failed", null));
        assertThat(account.recordRefused(batch("c"), new Refused(RefusalReason.UNKNOWN, 7, "request 9 failed", null)))
                .isTrue();
    }

    @Test
    void otherWordsBeginAnew() {
        isRefused("a");
        isRefused("b");
        assertThat(account.recordRefused(batch("c"), new Refused(RefusalReason.UNKNOWN, 1, "never", null)))
                .isFalse();
        assertThat(isRefused("d")).isFalse();
    }

    @Test
    void aCreatedFolderProvesThatTheRefusalsBeforeConcernedTheirNames() {
        List<FolderTask> refused = batch("a");
        account.recordRefused(refused, UNKNOWN);
        isRefused("b");
        account.recordCreated(sent("made"));
        assertThat(isRefused("c")).isFalse();
        assertThat(isRefused("d")).isFalse();
        assertThat(account.recordRefused(refused, UNKNOWN))
                .as("it was refused while another was created")
                .isFalse();
        assertThat(isRefused("e")).isTrue();
    }

    @Test
    void aFolderWhoseCallHadLeftBeforeARefusalProvesNothingAboutIt() {
        List<FolderTask> refused = batch("a");
        List<FolderTask> made = sent("made");
        account.recordRefused(refused, UNKNOWN);
        account.recordCreated(made);
        assertThat(isRefused("b")).isFalse();
        assertThat(isRefused("c")).isFalse();
        assertThat(account.recordRefused(refused, UNKNOWN)).as("a, b, c").isTrue();
    }

    @Test
    void refusedCallsWithSeveralNamesCountUntilAFolderIsCreated() {
        isRefused("a", "b");
        isRefused("c", "d");
        assertThat(isRefused("e", "f")).isTrue();
        time.advance(Duration.ofSeconds(2));
        assertThat(account.tryAcquire()).as("an attempt").isTrue();
        account.recordCreated(sent("b"));
        for (String name : List.of("g", "h", "i", "j")) {
            assertThat(isRefused(name, name + 2))
                    .as("one of the two may be the cause")
                    .isFalse();
        }
        isRefused("k");
        isRefused("l");
        assertThat(isRefused("m")).isTrue();
    }

    @Test
    void aFolderThatWasRefusedTwiceWithOthersWhileFoldersWereCreatedMayBeTheCause() {
        List<FolderTask> names = batch("a", "b", "c", "d", "e", "f");
        for (int from : List.of(0, 2)) {
            account.recordRefused(names.subList(from, 6), UNKNOWN);
            account.recordCreated(sent("made" + from));
        }
        for (FolderTask task : names.subList(2, 6)) {
            assertThat(account.recordRefused(List.of(task), UNKNOWN)).isFalse();
        }
        account.recordRefused(names.subList(0, 1), UNKNOWN);
        account.recordRefused(names.subList(1, 2), UNKNOWN);
        assertThat(isRefused("g")).as("a, b, g").isTrue();
    }

    @Test
    void namesThatAnEarlierRunGaveUpInTheSameWordsAreNotEnoughAlone() {
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(account.recordRefused(givenUp(name, "given up after 4 tries: code 1: no"), UNKNOWN))
                    .isFalse();
        }
        assertThat(isRefused("e")).as("a, b, c, d, e").isTrue();
        Refused withoutWords = new Refused(RefusalReason.UNKNOWN, 1, "", null);
        account.recordRefused(givenUp("a", "given up"), withoutWords);
        account.recordRefused(givenUp("b", "given up"), withoutWords);
        assertThat(account.recordRefused(givenUp("c", "given up"), withoutWords))
                .isTrue();
    }

    @Test
    void namesThatAnotherManifestGaveUpInTheSameWordsAreNotEnoughAlone() {
        elsewhere.addAll(List.of("a", "b", "c", "d"));
        assertThat(isRefused("a", "b", "c", "d")).isFalse();
        assertThat(isRefused("a")).isFalse();
        assertThat(isRefused("b")).isFalse();
        assertThat(isRefused("c")).isFalse();
        assertThat(isRefused("e")).as("a, b, c, e").isTrue();
    }

    @Test
    void anAttemptContainsASingleName() {
        assertThat(account.mostNames(100)).isEqualTo(100);
        account.recordRefused(batch("a"), BANNED);
        assertThat(account.mostNames(100)).isOne();
    }

    @Test
    void aFolderThatIsRefusedAgainAfterAHoldIsTheCauseItself() {
        List<FolderTask> refused = batch("a");
        refused.get(0).markSending(1);
        account.recordRefused(refused, UNKNOWN);
        isRefused("b");
        isRefused("c");
        assertThat(refused.get(0).sends).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(account.tryAcquire()).as("an attempt").isTrue();
        account.recordCreated(sent("made"));
        refused.get(0).markSending(1);
        account.recordRefused(refused, UNKNOWN);
        isRefused("d");
        assertThat(isRefused("e")).isFalse();
        assertThat(isRefused("f")).isTrue();
    }

    @Test
    void theHalvesOfARefusedBatchCountWithIt() {
        assertThat(isRefused("a", "b", "c", "d")).isFalse();
        assertThat(isRefused("a", "b")).isFalse();
        assertThat(isRefused("c", "d")).isFalse();
        assertThat(isRefused("a")).as("the cause may be in {a} and in {c, d}").isFalse();
        assertThat(isRefused("e")).as("{a}, {c, d}, {e}").isTrue();
    }

    @Test
    void refusalsDoNotCountAsAttempts() {
        List<FolderTask> first = batch("a");
        first.get(0).markSending(1);
        account.recordRefused(first, UNKNOWN);
        isRefused("b");
        assertThat(first.get(0).sends).isOne();
        isRefused("c");
        assertThat(first.get(0).sends).isZero();
        assertThat(first.get(0).uncounted).isTrue();
    }

    @Test
    void aMessageThatNamesTheAccountConcernsItAtOnce() {
        List<FolderTask> task = batch("a");
        assertThat(account.recordRefused(task, BANNED)).isTrue();
        assertThat(hold.isHeld()).isTrue();
    }

    @Test
    void aFolderThatWasRefusedAloneConcernsTheAccountInOtherWordsOnly() {
        List<FolderTask> task = batch("a");
        account.recordRefused(task, UNKNOWN);
        account.recordCreated(sent("made"));
        Refused sameWords = new Refused(RefusalReason.ACCOUNT, UNKNOWN.code(), UNKNOWN.message(), null);
        assertThat(account.recordRefused(task, sameWords)).isFalse();
        assertThat(hold.isHeld()).isFalse();
        assertThat(account.recordRefused(task, BANNED)).isTrue();
    }

    @Test
    void aFilterThatRejectsSeveralNamesEndsTheRun() {
        Refused filtered = new Refused(RefusalReason.UNKNOWN, 0, "HTTP 403: blocked", null);
        assertThat(account.recordRefused(batch("a"), filtered)).isFalse();
        assertThat(account.recordRefused(batch("b"), filtered)).isFalse();
        assertThatThrownBy(() -> account.recordRefused(batch("c"), filtered))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessage("HTTP 403: blocked");
        assertThat(hold.isHeld()).isFalse();
    }

    @Test
    void anyUnknownRefusalDuringAHoldConcernsTheAccount() {
        account.recordRefused(batch("a"), BANNED);
        assertThat(isRefused("b")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNKNOWN", "ACCOUNT", "FORM"},
            mode = EnumSource.Mode.EXCLUDE)
    void aKnownReasonConcernsTheFolderAndEndsAHold(RefusalReason reason) {
        account.recordRefused(batch("a"), BANNED);
        time.advance(Duration.ofSeconds(2));
        assertThat(account.tryAcquire()).as("an attempt").isTrue();
        assertThat(account.recordRefused(batch("b"), new Refused(reason, 1, "其他", null)))
                .isFalse();
        assertThat(hold.isHeld()).isFalse();
    }

    @Test
    void foldersBelowTheDeepestCreatedOneMayBeRefusedForTheirDepth() {
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(account.recordRefused(atDepth(10, name), UNKNOWN)).isFalse();
        }
        account.recordCreated(atDepth(10, "made"));
        account.recordRefused(atDepth(10, "e"), UNKNOWN);
        account.recordRefused(atDepth(10, "f"), UNKNOWN);
        assertThat(account.recordRefused(atDepth(10, "g"), UNKNOWN)).isTrue();
    }

    @Test
    void duringAHoldOneAttemptLeavesAtATime() {
        account.recordRefused(batch("a"), BANNED);
        assertThat(account.tryAcquire()).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(account.tryAcquire()).isTrue();
        assertThat(account.tryAcquire()).as("while the attempt is in flight").isFalse();
        account.cancel();
        time.advance(Duration.ofSeconds(4));
        assertThat(account.tryAcquire()).as("the next attempt").isTrue();
        account.recordCreated(batch("b"));
        assertThat(account.tryAcquire()).isTrue();
        assertThat(account.tryAcquire()).as("nothing is held any more").isTrue();
    }

    @Test
    void theRefusalOfTheFormOfACallSaysNothingAboutTheAccount() {
        account.recordRefused(batch("a"), BANNED);
        time.advance(Duration.ofSeconds(2));
        assertThat(account.tryAcquire()).as("an attempt").isTrue();
        assertThat(account.recordRefused(batch("b"), new Refused(RefusalReason.FORM, 1, "参数错误", null)))
                .isFalse();
        assertThat(hold.isHeld()).isTrue();
    }
}
