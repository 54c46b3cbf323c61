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
    void callsOfAllOtherProcessesAreAddedUp() {
        calls.report("a", 3, 0);
        calls.report("b", 4, 0);
        calls.report("c", 5, 0);
        assertThat(calls.others("a")).isEqualTo(9);
        assertThat(calls.others("d")).isEqualTo(12);
    }

    @Test
    void onlyAChangedNumberIsAChangeUntilTheReportIsOld() {
        Map<String, List<Long>> two = Map.of("a", List.of(2L, 0L));
        assertThat(isChanged(Map.of(), 0, 0)).isFalse();
        assertThat(isChanged(Map.of(), 2, 0)).isTrue();
        assertThat(isChanged(two, 2, RENEWED_EVERY - 1)).isFalse();
        assertThat(isChanged(two, 2, RENEWED_EVERY)).isTrue();
        assertThat(isChanged(two, 3, 1)).isTrue();
        assertThat(isChanged(two, 0, 1)).isTrue();
    }

    private static boolean isChanged(Map<String, List<Long>> before, int calls, long now) {
        ProcessCalls stored = new ProcessCalls(before);
        stored.report("a", calls, now);
        return stored.isChanged();
    }

    @Test
    void reportOfNoCallsIsNotStored() {
        calls.report("a", 2, 0);
        calls.report("a", 0, 1);
        assertThat(calls.reports()).isEmpty();
    }

    @Test
    void processWithoutAReportForTenSecondsIsNotCounted() {
        calls.report("dead", 3, 0);
        calls.expire(TEN_SECONDS - 1);
        assertThat(calls.others("a")).isEqualTo(3);
        calls.expire(TEN_SECONDS);
        assertThat(calls.others("a")).isZero();
    }

    @Test
    void unreadableReportIsIgnored() {
        ProcessCalls stored = new ProcessCalls(Map.of("a", List.of(), "b", List.of(2L, 0L)));
        stored.expire(0);
        stored.report("c", 1, 0);
        assertThat(stored.others("c")).isEqualTo(2);
    }
}
