package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.crash.History.Disturbance;
import io.github.pantree.crash.History.Step;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class HistoryTests {

    private static List<History> histories(int count) {
        return LongStream.range(0, count).mapToObj(History::of).toList();
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(History.of(7)).isEqualTo(History.of(7)).isNotEqualTo(History.of(8));
    }

    @Test
    void coversEveryServerWithEveryDisturbanceAndBothDatabases() {
        int kinds = OnDuplicate.values().length * Disturbance.values().length;

        assertThat(histories(kinds)).extracting(History::kind).doesNotHaveDuplicates();
        assertThat(histories(2 * kinds))
                .filteredOn(history -> !history.disturbance().isOfTheFile())
                .extracting(history -> history.kind() + history.postgres())
                .doesNotHaveDuplicates();
    }

    @Test
    void overlapsManifestsAndKillsMostHistoriesAtLeastOnce() {
        assertThat(histories(50))
                .allSatisfy(history -> assertThat(history.manifests().get(0))
                        .containsAnyElementsOf(history.manifests().get(1)));
        assertThat(histories(50).stream().filter(HistoryTests::kills).count()).isGreaterThan(40);
    }

    private static boolean kills(History history) {
        return history.steps().stream()
                .anyMatch(step -> step instanceof Step.Runs runs
                        && runs.launches().stream()
                                .anyMatch(launch -> launch.killAtCall() > 0
                                        || !launch.failpoint().isEmpty()));
    }
}
