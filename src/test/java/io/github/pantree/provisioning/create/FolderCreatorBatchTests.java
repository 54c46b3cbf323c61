package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many calls are sent together, with how many names, and how many outcomes are committed together. */
final class FolderCreatorBatchTests extends FolderCreatorFixture {

    @Test
    void splitsSiblingsIntoCallsOfTheMostNames() throws Exception {
        acceptNames(2);
        concurrency = 1;
        run("/a", "/b", "/c", "/d", "/e");
        assertThat(api.names()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void sendsOneCallUntilArraysAreProven() throws Exception {
        acceptNames(2);
        List<Integer> sent = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> {
            if (call.names().contains("a")) {
                time.awaitReadings(12);
                sent.add(api.calls().size());
            }
        });
        run("/a", "/b", "/c", "/d", "/e");
        assertThat(sent).containsExactly(1);
        assertThat(api.names()).containsExactlyInAnyOrder(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void delaysOtherCallsForTwoSecondsOfAProbe() throws Exception {
        acceptNames(2);
        // A probe's time is odd.
        time.advance(Duration.ofNanos(1));
        List<Integer> sent = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> {
            if (call.names().contains("a")) {
                time.advance(Duration.ofNanos(1_999_999_999));
                time.awaitReadings(12);
                sent.add(api.calls().size());
                time.advance(Duration.ofNanos(1));
                Await.until(() -> api.calls().size() == 2);
            }
        });
        run("/a", "/b", "/c", "/d");
        assertThat(sent).containsExactly(1);
        assertThat(states()).containsOnlyKeys("/a", "/b", "/c", "/d").doesNotContainValue(FolderState.PENDING);
    }

    @Test
    void probesAgainWhenTheFirstProbeProvedNothing() throws Exception {
        acceptNames(2);
        api.answers("a", ScriptedApi.throttled());
        List<Integer> sent = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> {
            if (api.calls().size() <= 2) {
                time.awaitReadings(12);
                sent.add(api.calls().size());
            }
        });
        run("/a", "/b", "/c", "/d");
        assertThat(sent).containsExactly(1, 2);
        assertThat(api.names()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("a", "b"));
        assertThat(states()).doesNotContainValue(FolderState.SENT);
    }

    @Test
    void sendsStringsWithoutAProbeIfConfigured() throws Exception {
        acceptNames(1);
        concurrency = 2;
        CountDownLatch together = new CountDownLatch(2);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        api.duringMkdir(call -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            together.countDown();
            assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
            time.awaitReadings(2);
            underWay.decrementAndGet();
        });
        run("/a", "/b", "/c", "/d");
        assertThat(most).hasValue(2);
        assertThat(api.names()).hasSize(4).allMatch(names -> names.size() == 1);
        assertThat(api.calls()).extracting(ScriptedApi.Call::form).containsOnly(NameEncoding.STRING);
    }

    @Test
    void commitsTheNextIntentsWhileAllCallsAreUnderWay() throws Exception {
        acceptNames(1);
        concurrency = 1;
        List<FolderState> third = new CopyOnWriteArrayList<>();
        api.duringMkdir(call -> {
            if (call.names().contains("a")) {
                Await.until(() -> folder("/b").state() == FolderState.SENT);
                third.add(folder("/c").state());
            }
        });
        run("/a", "/b", "/c");
        assertThat(third).containsExactly(FolderState.PENDING);
        assertThat(observed.count("markSent")).isEqualTo(3);
    }

    @Test
    void commitsTheIntentsOfAsManyCallsAsMayBeUnderWay() throws Exception {
        acceptNames(1);
        concurrency = 2;
        run("/a", "/b", "/c", "/d");
        assertThat(observed.count("markSent")).isEqualTo(2);
        assertThat(api.calls()).hasSize(4);
    }

    @Test
    void recordsOutcomesTogetherWhileOthersAreReadyToLeave() throws Exception {
        acceptNames(1);
        concurrency = 1;
        run("/a", "/b", "/c");
        assertThat(observed.commits()).containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void sendsNoNameInATooLongCallTwiceOnceALengthWasAccepted() throws Exception {
        acceptNames(0);
        api.mostNames(10);
        concurrency = 1;
        time.tick(FAST);
        run(Stream.of("/p", "/q")
                .flatMap(parent ->
                        Stream.concat(Stream.of(parent), IntStream.range(0, 30).mapToObj(i -> parent + parent + i)))
                .toArray(String[]::new));
        assertThat(states()).hasSize(62).doesNotContainValue(FolderState.FAILED);
        assertThat(api.names().stream().filter(names -> names.size() > 10).flatMap(List::stream))
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates();
    }

    @Test
    void waitsForMoreSiblingsWhileTheyAreAdmitted() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        api.capabilities().recordSuccess(api.capabilities().form(2), 2);
        open("/a", "/b", "/c", "/d");
        List<LedgerFolder> all = pending();
        creator.admit(all.subList(0, 3), false);
        creator.runUntil(1);
        assertThat(api.names()).containsExactly(List.of("a", "b"));
        creator.admit(all.subList(3, 4), true);
        creator.runUntil(0);
        assertThat(api.names()).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }
}
