package io.github.pantree.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LevelStatisticsTests {

    @Test
    void countsNothingWithoutFolders() {
        LevelStatistics survey = new LevelStatistics(10);
        assertThat(survey.calls()).isZero();
        assertThat(survey.levels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,5,5", "2,1,1", "2,2,1", "2,3,2", "2,4,2", "2,5,3", "100,100,1", "100,101,2"})
    void fillsEachCallWithSiblings(int most, int siblings, long calls) {
        LevelStatistics survey = new LevelStatistics(most);
        addPending(survey, 7, siblings);
        assertThat(survey.calls()).isEqualTo(calls);
    }

    @Test
    void beginsACallForEachParent() {
        LevelStatistics survey = new LevelStatistics(10);
        addPending(survey, 0, 3);
        addPending(survey, 1, 11);
        addPending(survey, 2, 1);
        assertThat(survey.calls()).isEqualTo(4);
    }

    @Test
    void sendsWhatIsPendingOrInDoubt() {
        LevelStatistics survey = new LevelStatistics(2);
        survey.add(0, 1, FolderState.PENDING);
        survey.add(0, 1, FolderState.SENT);
        survey.add(0, 1, FolderState.SENT);
        assertThat(survey.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "EXISTED", "FAILED", "BLOCKED"})
    void sendsNothingForFoldersThatEnded(FolderState ended) {
        LevelStatistics survey = new LevelStatistics(2);
        survey.add(0, 1, FolderState.PENDING);
        survey.add(0, 1, ended);
        survey.add(0, 1, FolderState.PENDING);
        assertThat(survey.calls()).as("both that are left go in one call").isEqualTo(1);
    }

    @Test
    void countsEachLevelByState() {
        LevelStatistics survey = new LevelStatistics(10);
        survey.add(0, 1, FolderState.CREATED);
        survey.add(1, 2, FolderState.SENT);
        survey.add(1, 2, FolderState.PENDING);
        survey.add(1, 2, FolderState.FAILED);
        survey.add(2, 3, FolderState.BLOCKED);
        survey.add(2, 3, FolderState.EXISTED);
        assertThat(survey.levels())
                .containsOnlyKeys(1, 2, 3)
                .containsEntry(1, new FolderCounts(1, 0, 0, 0, 0))
                .containsEntry(2, new FolderCounts(0, 0, 1, 0, 2))
                .containsEntry(3, new FolderCounts(0, 1, 0, 1, 0));
        assertThat(survey.levels().firstKey()).isEqualTo(1);
    }

    @Test
    void doesNotLetOthersChangeItsLevels() {
        LevelStatistics survey = new LevelStatistics(10);
        survey.add(0, 1, FolderState.PENDING);
        assertThatThrownBy(() -> survey.levels().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void addPending(LevelStatistics survey, long parent, int siblings) {
        for (int i = 0; i < siblings; i++) {
            survey.add(parent, 1, FolderState.PENDING);
        }
    }
}
