package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MissingParentsTests {

    private final MissingParents unknown = new MissingParents();
    private final FolderTask first = Tasks.child(1, 10);
    private final FolderTask second = Tasks.child(1, 11);
    private final FolderTask third = Tasks.child(1, 12);
    private final FolderTask cousin = Tasks.child(2, 20);

    @Test
    void oneChildAsksAndItsSiblingsWait() {
        assertThat(unknown.isDelayed(List.of(first))).isFalse();
        assertThat(unknown.recordMissing(List.of(first))).isTrue();
        assertThat(unknown.recordMissing(List.of(second))).isFalse();
        assertThat(unknown.isDelayed(List.of(first)))
                .as("it is the one that asks")
                .isFalse();
        assertThat(unknown.isDelayed(List.of(cousin))).isFalse();
        assertThat(unknown.recordKnown(List.of(second))).isEmpty();
        assertThat(unknown.recordKnown(List.of(first))).containsExactly(second);
        assertThat(unknown.isDelayed(List.of(second))).isFalse();
    }

    @Test
    void theSameChildMayBeDeniedAgain() {
        assertThat(unknown.recordMissing(List.of(first, second))).isTrue();
        assertThat(unknown.recordMissing(List.of(second, first))).isTrue();
        assertThat(unknown.recordKnown(List.of(first))).isEmpty();
    }

    @Test
    void siblingsWaitInTheOrderInWhichTheyCame() {
        unknown.recordMissing(List.of(first));
        assertThat(unknown.isDelayed(List.of(third))).isTrue();
        assertThat(unknown.isDelayed(List.of(second))).isTrue();
        assertThat(unknown.recordKnown(List.of(cousin))).isEmpty();
        assertThat(unknown.recordKnown(List.of(first))).containsExactly(third, second);
        assertThat(unknown.recordKnown(List.of(first)))
                .as("the inquiry is over")
                .isEmpty();
    }

    @Test
    void aDeletedParentIsGivenUpForAllChildren() {
        unknown.recordMissing(List.of(first));
        unknown.isDelayed(List.of(second));
        assertThat(unknown.isGivenUp(List.of(second))).isFalse();
        assertThat(unknown.giveUp(List.of(first))).containsExactly(second);
        assertThat(unknown.isGivenUp(List.of(Tasks.child(1, 13)))).isTrue();
        assertThat(unknown.isGivenUp(List.of(cousin))).isFalse();
        assertThat(unknown.isDelayed(List.of(second))).as("the inquiry is over").isFalse();
    }
}
