package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryOutcomeTests {

    private final HistoryOutcome outcome = new HistoryOutcome();

    private void compare(String... paths) {
        outcome.asked(Set.of("/a/b"));
        List<Map.Entry<String, String>> remote = new ArrayList<>();
        for (String path : paths) {
            remote.add(Map.entry(path, "id" + remote.size()));
        }
        outcome.compare(Set.of("/a", "/a/b"), remote);
    }

    @Test
    void acceptsTheRequestedFolders() {
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
    void countsDuplicatesApartWhoseDirIdsARowNames() {
        outcome.ended(4, false, "");
        outcome.reported(List.of("2,/a,a,,,failed,two: id0 and id1,", "3,/x,x,,,failed,id4,"));
        compare("/a", "/a", "/a/b", "/a/b", "/a(1)");

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.duplicated()).isZero();
        assertThat(outcome.reported()).as("with what is below them").isEqualTo(3);
    }

    @Test
    void excusesNoDuplicateThatNoRowNames() {
        outcome.ended(4, false, "");
        outcome.reported(List.of("2,/a,a,,,failed,one is id0,", "3,/x,x,,,failed,the other is id1,"));
        compare("/a", "/a", "/a/b");

        assertThat(outcome.duplicated()).isEqualTo(1);
        assertThat(outcome.reported()).isZero();
        assertThat(outcome.problems()).containsExactly("duplicated [/a]");
    }

    @Test
    void countsADuplicateApartThatARowSuspects() {
        outcome.ended(4, false, "");
        outcome.reported(List.of("2,/a,a,id0,,failed,id0: another one may exist that is not shown either,"));
        compare("/a", "/a", "/a/b", "/a/b");

        assertThat(outcome.duplicated()).isZero();
        assertThat(outcome.reported()).isEqualTo(2);
    }

    @Test
    void countsACopyOfAKilledProcessApartWhoseRowSuspectsOthers() {
        outcome.ended(137, false, "");
        outcome.ended(4, false, "");
        String suspects =
                "failed,\"created as b(2), id9: other numbered folders may exist that are not shown either\",";
        outcome.reported(List.of("2,/a/b,b,,," + suspects));
        compare("/a", "/a/b", "/a/b(1)", "/a/c(1)", "/a(1)");

        assertThat(outcome.reported()).isEqualTo(1);
        assertThat(outcome.problems()).containsExactly("renamed [/a(1), /a/c(1)]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id1: another one may exist that is not shown either",
                "\"c\" exists but is not listed, so this folder may exist as well"
            })
    void countsACopyOfAKilledProcessApartWhoseRowSuspectsAFolder(String message) {
        outcome.ended(137, false, "");
        outcome.reported(List.of("2,/a/b,b,,,failed," + message + ","));
        compare("/a", "/a/b", "/a/b(1)", "/a/c(1)");

        assertThat(outcome.reported()).isEqualTo(1);
        assertThat(outcome.problems()).containsExactly("renamed [/a/c(1)]");
    }

    @Test
    void excusesNoCopyIfNoProcessWasKilled() {
        outcome.ended(4, false, "");
        outcome.reported(List.of("2,/a/b,b,,,failed,id9: other numbered folders may exist that are not shown either,"));
        compare("/a", "/a/b", "/a/b(1)");

        assertThat(outcome.renamed()).isEqualTo(1);
    }

    @Test
    void refusesOtherExitCodes() {
        outcome.ended(1, true, "defect");
        outcome.ended(2, false, "");
        outcome.ended(2, true, "");
        outcome.ended(7, true, "credentials");

        assertThat(outcome.problems()).hasSize(3).first().asString().contains("exit code 1", "defect");
    }

    @Test
    void findsADirIdThatDoesNotExist() {
        outcome.claimed(Map.of("/a", "other"), List.of(Map.entry("/a", "id")));

        assertThat(outcome.problems()).hasSize(1).first().asString().contains("/a=other");
    }
}
