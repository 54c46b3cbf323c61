package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HistoryOutcomeTests {

    private final HistoryOutcome outcome = new HistoryOutcome();

    private void compare(String... paths) {
        outcome.asked(Set.of("/a/b"));
        outcome.compare(
                Set.of("/a", "/a/b"),
                List.of(paths).stream().map(path -> Map.entry(path, "id")).toList());
    }

    @Test
    void acceptsTheFoldersThatWereAskedFor() {
        outcome.ended(137, false, "");
        outcome.ended(0, false, "");
        compare("/a", "/a/b");
        outcome.claimed(Map.of("/a", "id"), List.of(Map.entry("/a", "id")));

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.kills()).isEqualTo(1);
        assertThat(outcome.commands()).isEqualTo(2);
    }

    @Test
    void findsLostDuplicatedAndRenamedFolders() {
        outcome.ended(0, false, "");
        compare("/a", "/a", "/a(1)");

        assertThat(outcome.lost()).isEqualTo(1);
        assertThat(outcome.duplicated()).isEqualTo(1);
        assertThat(outcome.renamed()).isEqualTo(1);
        assertThat(outcome.problems()).containsExactly("lost [/a/b]", "duplicated [/a]", "renamed [/a(1)]");
    }

    @Test
    void countsDuplicatesThatAProcessReportsApart() {
        outcome.ended(4, false, "");
        compare("/a", "/a", "/a/b");

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.duplicated()).isZero();
        assertThat(outcome.reported()).isEqualTo(1);
    }

    @Test
    void refusesOtherExitCodes() {
        outcome.ended(1, true, "defect");
        outcome.ended(2, false, "");
        outcome.ended(2, true, "");

        assertThat(outcome.problems()).hasSize(2).first().asString().contains("exit code 1", "defect");
    }

    @Test
    void findsADirIdThatIsNotThere() {
        outcome.claimed(Map.of("/a", "other"), List.of(Map.entry("/a", "id")));

        assertThat(outcome.problems()).hasSize(1).first().asString().contains("/a=other");
    }
}
