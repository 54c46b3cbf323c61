package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MissingParentsTests {

    private final MissingParents missingParents = new MissingParents();
    private final FolderTask first = Tasks.child(1, 10);
    private final FolderTask second = Tasks.child(1, 11);
    private final FolderTask third = Tasks.child(1, 12);
    private final FolderTask cousin = Tasks.child(2, 20);

    @Test
    void oneChildAsksAndItsSiblingsWait() {
        assertThat(missingParents.isDelayed(List.of(first))).isFalse();
        assertThat(missingParents.recordMissing(List.of(first))).isTrue();
        assertThat(missingParents.recordMissing(List.of(second))).isFalse();
        assertThat(missingParents.isDelayed(List.of(first)))
                .as("it is the one that asks")
                .isFalse();
        assertThat(missingParents.isDelayed(List.of(cousin))).isFalse();
        assertThat(missingParents.recordKnown(List.of(second))).isEmpty();
        assertThat(missingParents.recordKnown(List.of(first))).containsExactly(second);
        assertThat(missingParents.isDelayed(List.of(second))).isFalse();
    }

    @Test
    void theSameChildMayBeDeniedAgain() {
        assertThat(missingParents.recordMissing(List.of(first, second))).isTrue();
        assertThat(missingParents.recordMissing(List.of(second, first))).isTrue();
        assertThat(missingParents.recordKnown(List.of(first))).isEmpty();
    }

    @Test
    void siblingsWaitInTheOrderInWhichTheyCame() {
        missingParents.recordMissing(List.of(first));
        assertThat(missingParents.isDelayed(List.of(third))).isTrue();
        assertThat(missingParents.isDelayed(List.of(second))).isTrue();
        assertThat(missingParents.recordKnown(List.of(cousin))).isEmpty();
        assertThat(missingParents.recordKnown(List.of(first))).containsExactly(third, second);
        assertThat(missingParents.recordKnown(List.of(first)))
                .as("the inquiry is over")
                .isEmpty();
    }

    @Test
    void aDeletedParentIsGivenUpForAllChildren() {
        missingParents.recordMissing(List.of(first));
        missingParents.isDelayed(List.of(second));
        assertThat(missingParents.isGivenUp(List.of(second))).isFalse();
        assertThat(missingParents.giveUp(List.of(first))).containsExactly(second);
        assertThat(missingParents.isGivenUp(List.of(Tasks.child(1, 13)))).isTrue();
        assertThat(missingParents.isGivenUp(List.of(cousin))).isFalse();
        assertThat(missingParents.isDelayed(List.of(second)))
                .as("the inquiry is over")
                .isFalse();
    }
}
