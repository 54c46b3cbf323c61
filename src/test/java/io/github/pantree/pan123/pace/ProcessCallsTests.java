package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessCallsTests {

    private static final long TEN_SECONDS = 10_000_000;
    private static final long RENEWED_EVERY = 2_000_000;

    private final ProcessCalls calls = new ProcessCalls();

    @Test
    void callsOfAllProcessesAreAddedUp() {
        calls.report("a", 3, false, 0);
        calls.report("b", 4, false, 0);
        assertThat(calls.free("a", 3, 8)).isEqualTo(1);
        assertThat(calls.free("c", 0, 8)).isEqualTo(1);
        assertThat(calls.free("c", 2, 8)).isZero();
        assertThat(calls.free("c", 2, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE - 9);
    }

    @Test
    void aProcessLeavesACallToEachWaitingProcessThatHasFewer() {
        calls.report("a", 3, true, 0);
        calls.report("b", 0, true, 0);
        assertThat(calls.free("c", 0, 8)).isEqualTo(5);
        assertThat(calls.free("c", 1, 8)).isEqualTo(3);
        assertThat(calls.free("c", 3, 8)).isEqualTo(1);
        assertThat(calls.free("c", 4, 9)).isZero();
        assertThat(calls.free("b", 0, 4)).isEqualTo(1);
        calls.report("a", 3, false, 0);
        assertThat(calls.free("c", 4, 9)).isEqualTo(1);
    }

    @Test
    void aProcessThatWaitsHasAReport() {
        calls.report("a", 1, false, 0);
        assertThat(calls.areShared("a")).isFalse();
        calls.report("b", 0, true, 0);
        assertThat(calls.areShared("a")).isTrue();
        calls.report("b", 0, false, 0);
        assertThat(calls.areShared("a")).isFalse();
    }

    @Test
    void onlyAChangedNumberIsAChangeUntilTheReportIsOld() {
        Map<String, List<Long>> two = Map.of("a", List.of(2L, 0L, 0L));
        assertThat(isChanged(Map.of(), 0, 0)).isFalse();
        assertThat(isChanged(Map.of(), 2, 0)).isTrue();
        assertThat(isChanged(two, 2, RENEWED_EVERY - 1)).isFalse();
        assertThat(isChanged(two, 2, RENEWED_EVERY)).isTrue();
        assertThat(isChanged(two, 3, 1)).isTrue();
        assertThat(isChanged(two, 0, 1)).isTrue();
        ProcessCalls waiting = new ProcessCalls(two);
        waiting.report("a", 2, true, 1);
        assertThat(waiting.isChanged()).isTrue();
    }

    private static boolean isChanged(Map<String, List<Long>> before, int calls, long now) {
        ProcessCalls stored = new ProcessCalls(before);
        stored.report("a", calls, false, now);
        return stored.isChanged();
    }

    @Test
    void reportOfNoCallsIsNotStored() {
        calls.report("a", 2, false, 0);
        calls.report("a", 0, false, 1);
        assertThat(calls.stored()).isEmpty();
    }

    @Test
    void processWithoutAReportForTenSecondsIsNotCounted() {
        calls.report("dead", 3, false, 0);
        calls.expire(TEN_SECONDS - 1);
        assertThat(calls.free("a", 0, 8)).isEqualTo(5);
        calls.expire(TEN_SECONDS);
        assertThat(calls.free("a", 0, 8)).isEqualTo(8);
    }

    @Test
    void storedFormContainsTheCallsTheTimeAndWhetherTheProcessWaits() {
        calls.report("a", 2, false, 7);
        calls.report("b", 0, true, 8);
        assertThat(calls.stored()).isEqualTo(Map.of("a", List.of(2L, 7L, 0L), "b", List.of(0L, 8L, 1L)));
        assertThat(new ProcessCalls(calls.stored()).stored()).isEqualTo(calls.stored());
    }

    @Test
    void unreadableReportIsIgnored() {
        ProcessCalls stored = new ProcessCalls(Map.of("a", List.of(), "b", List.of(2L, 0L)));
        stored.expire(0);
        stored.report("c", 1, false, 0);
        assertThat(stored.free("c", 1, 8)).isEqualTo(5);
    }
}
