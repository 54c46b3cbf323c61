package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessCallsTests {

    private static final long TEN_SECONDS = 10_000_000;

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
    void onlyAChangedNumberIsAChange() {
        assertThat(calls.report("a", 0, 0)).isFalse();
        assertThat(calls.report("a", 2, 0)).isTrue();
        assertThat(calls.report("a", 2, 1)).isFalse();
        assertThat(calls.report("a", 0, 2)).isTrue();
        assertThat(calls.reports()).isEmpty();
    }

    @Test
    void processWithoutAReportForTenSecondsIsNotCounted() {
        calls.report("dead", 3, 0);
        calls.report("a", 1, TEN_SECONDS - 1);
        assertThat(calls.others("a")).isEqualTo(3);
        calls.report("a", 1, TEN_SECONDS);
        assertThat(calls.others("a")).isZero();
    }

    @Test
    void unreadableReportIsIgnored() {
        ProcessCalls stored = new ProcessCalls(Map.of("a", List.of(), "b", List.of(2L, 0L)));
        assertThat(stored.report("c", 1, 0)).isTrue();
        assertThat(stored.others("c")).isEqualTo(2);
    }
}
