package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.provisioning.create.ScriptedApi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Refusals that concern the account, or a parent, rather than a name. */
final class FolderCreatorAccountTests extends FolderCreatorFixture {

    private static final Answer UNKNOWN = ScriptedApi.refused(RefusalReason.UNKNOWN);
    private static final Answer TOO_MANY = ScriptedApi.refused(RefusalReason.TOO_MANY);

    private static String[] paths(String parent, int count) {
        return IntStream.range(0, count).mapToObj(i -> parent + "/" + i).toArray(String[]::new);
    }

    @Test
    void holdsCallsAfterSeveralNamesWereRefusedAlikeAndFailsNone() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        for (String name : List.of("0", "1", "2", "3")) {
            api.answers(name, UNKNOWN);
        }
        run(paths("", 6));
        assertThat(states()).containsValue(FolderState.CREATED).hasSize(6).doesNotContainValue(FolderState.FAILED);
        assertThat(api.names().subList(0, 3)).containsExactly(List.of("0"), List.of("1"), List.of("2"));
        assertThat(api.writeHold().isHeld()).isFalse();
    }

    @Test
    void stopsARunWhoseWritesStayRefused() {
        acceptNames(1);
        maxHold = Duration.ofMinutes(2);
        api = new ScriptedApi(1, UnstoredWriteHold.create(maxHold, time));
        concurrency = 2;
        time.tick(Duration.ofMillis(200));
        IntStream.range(0, 6).forEach(i -> api.always(String.valueOf(i), UNKNOWN));

        assertThatThrownBy(() -> run(paths("", 6)))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageContaining("code 1: UNKNOWN");
        assertThat(states()).doesNotContainValue(FolderState.FAILED).doesNotContainValue(FolderState.BLOCKED);
        assertThat(api.calls().size())
                .as("those that showed it, and a few attempts")
                .isLessThan(12);
    }

    @Test
    void holdsCallsAlthoughTheFormOfAnAttemptIsRefused() throws Exception {
        acceptNames(0);
        concurrency = 1;
        time.tick(Duration.ofMillis(200));
        api.writeHold().recordRefused("banned");
        api.answers("a", ScriptedApi.refused(RefusalReason.FORM), UNKNOWN);
        List<Long> sent = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> sent.add(time.nanos()));
        run("/a");
        assertThat(states()).containsEntry("/a", FolderState.CREATED);
        assertThat(Duration.ofNanos(sent.get(1) - sent.get(0))).isLessThan(Duration.ofSeconds(3));
        assertThat(Duration.ofNanos(sent.get(2) - sent.get(1))).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void countsAFolderThatWasRefusedInOtherWordsBefore() {
        AccountRefusals account =
                new AccountRefusals(UnstoredWriteHold.create(maxHold, time), (task, refusal) -> false);
        FolderTask one = Tasks.child(1, 11);
        FolderTask other = Tasks.child(1, 12);
        account.recordRefused(List.of(one), refusal("odd"));
        account.recordCreated(List.of(other));
        assertThat(account.recordRefused(List.of(Tasks.child(1, 13)), refusal("banned")))
                .isFalse();
        assertThat(account.recordRefused(List.of(Tasks.child(1, 14)), refusal("banned")))
                .isFalse();
        assertThat(account.recordRefused(List.of(one), refusal("banned"))).isTrue();
    }

    private static Refused refusal(String words) {
        return new Refused(RefusalReason.UNKNOWN, 1, words, null);
    }

    @Test
    void trustsTheApiAboutARefusalOfTheAccount() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.answers("a", times(ATTEMPTS + 2, RefusalReason.ACCOUNT));
        run("/a");
        assertThat(states()).containsEntry("/a", FolderState.CREATED);
    }

    @Test
    void failsNamesThatAreRefusedWhileOthersAreCreated() throws Exception {
        acceptNames(1);
        concurrency = 1;
        time.tick(FAST);
        for (String name : List.of("0", "2", "4", "6")) {
            api.always(name, UNKNOWN);
        }
        run(paths("", 8));
        assertThat(states().values().stream().filter(FolderState.FAILED::equals))
                .hasSize(4);
        assertThat(states().values().stream().filter(FolderState.CREATED::equals))
                .hasSize(4);
    }

    @Test
    void failsTheRemainingRowsOfAFullParentAtOnce() throws Exception {
        acceptNames(1);
        concurrency = 1;
        api.answers("full", ScriptedApi.made("full", "full"));
        IntStream.range(3, 8).forEach(i -> api.always(String.valueOf(i), TOO_MANY));
        run(Stream.concat(Stream.of("/full", "/z"), Stream.of(paths("/full", 8)))
                .toArray(String[]::new));
        assertThat(states().values().stream().filter(FolderState.FAILED::equals))
                .hasSize(5);
        assertThat(message("/full/7")).contains("(dirID full): code 1: TOO_MANY");
        assertThat(api.calls()).as("one refusal is enough").hasSize(2 + 3 + 1);
        assertThat(api.listings()).isEmpty();
    }

    @Test
    void keepsTheLearnedSizeWhenAParentIsFull() throws Exception {
        acceptNames(0);
        concurrency = 1;
        time.tick(FAST);
        IntStream.range(0, 20).forEach(i -> api.always("f" + i, TOO_MANY));
        String[] elsewhere = IntStream.range(0, 40).mapToObj(i -> "/a/" + i).toArray(String[]::new);
        String[] inFull = IntStream.range(0, 20).mapToObj(i -> "/b/f" + i).toArray(String[]::new);
        run(Stream.concat(Stream.of(elsewhere), Stream.of(inFull)).toArray(String[]::new));
        assertThat(states().values().stream().filter(FolderState.FAILED::equals))
                .hasSize(20);
        assertThat(api.names().stream().filter(names -> names.get(0).startsWith("f")))
                .as("all, then one alone")
                .hasSize(2);
        assertThat(api.capabilities().maxNames()).isEqualTo(100);
        assertThat(api.capabilities().leastRefused()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void retractsTheSizeThatAFullParentSeemedToRefuse() throws Exception {
        acceptNames(0);
        concurrency = 1;
        time.tick(FAST);
        IntStream.range(0, 20).forEach(i -> api.always("f" + i, TOO_MANY));
        run(Stream.concat(Stream.of("/a", "/b"), IntStream.range(0, 20).mapToObj(i -> "/b/f" + i))
                .toArray(String[]::new));
        assertThat(states().values().stream().filter(FolderState.FAILED::equals))
                .hasSize(20);
        assertThat(api.capabilities().leastRefused()).isEqualTo(Integer.MAX_VALUE);
    }
}
