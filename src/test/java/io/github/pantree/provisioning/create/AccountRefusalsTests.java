package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccountRefusalsTests {

    private static final Refused UNKNOWN = new Refused(RefusalReason.UNKNOWN, 1, "no", null);
    private static final Refused BANNED = new Refused(RefusalReason.ACCOUNT, 1, "禁止写入", null);

    private final TickingTime time = new TickingTime();
    private final WriteHold hold = WriteHold.unstored(Duration.ofHours(1), time);
    private final AccountRefusals account = new AccountRefusals(hold);

    private static List<FolderTask> batch(String... names) {
        return Arrays.stream(names)
                .map(name -> Tasks.child(1, 10 + name.hashCode(), name))
                .toList();
    }

    private static List<FolderTask> atDepth(int depth, String name) {
        return List.of(new FolderTask(new LedgerFolder(
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
                null,
                null,
                false)));
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
        account.recordCreated(batch("made"));
        assertThat(isRefused("c")).isFalse();
        assertThat(isRefused("d")).isFalse();
        assertThat(account.recordRefused(refused, UNKNOWN))
                .as("it was refused while another was created")
                .isFalse();
        assertThat(isRefused("e")).isTrue();
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
        assertThat(first.get(0).excused).isTrue();
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
        account.recordCreated(batch("made"));
        Refused sameWords = new Refused(RefusalReason.ACCOUNT, UNKNOWN.code(), UNKNOWN.message(), null);
        assertThat(account.recordRefused(task, sameWords)).isFalse();
        assertThat(hold.isHeld()).isFalse();
        assertThat(account.recordRefused(task, BANNED)).isTrue();
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
        assertThat(account.mayLeave()).as("an attempt").isTrue();
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
        assertThat(account.mayLeave()).isFalse();
        time.advance(Duration.ofSeconds(2));
        assertThat(account.mayLeave()).isTrue();
        assertThat(account.mayLeave()).as("while the attempt is in flight").isFalse();
        account.cancel();
        time.advance(Duration.ofSeconds(4));
        assertThat(account.mayLeave()).as("the next attempt").isTrue();
        account.recordCreated(batch("b"));
        assertThat(account.mayLeave()).isTrue();
        assertThat(account.mayLeave()).as("nothing is held any more").isTrue();
    }

    @Test
    void theRefusalOfTheFormOfACallSaysNothingAboutTheAccount() {
        account.recordRefused(batch("a"), BANNED);
        time.advance(Duration.ofSeconds(2));
        assertThat(account.mayLeave()).as("an attempt").isTrue();
        assertThat(account.recordRefused(batch("b"), new Refused(RefusalReason.FORM, 1, "参数错误", null)))
                .isFalse();
        assertThat(hold.isHeld()).isTrue();
    }
}
