package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ExplicitParentsTests {

    private final ExplicitParents parents = new ExplicitParents(Set.of(new DirId("p1"), new DirId("p2")));

    @Test
    void detectsTwoRowsWithOneNameBelowAnExplicitParent() {
        assertThat(parents.isAskedForTwice(Tasks.child(1, 10, "a"))).isFalse();
        assertThat(parents.isAskedForTwice(Tasks.child(1, 10, "a")))
                .as("the same row")
                .isFalse();
        assertThat(parents.isAskedForTwice(Tasks.child(1, 11, "a"))).isTrue();
        assertThat(parents.isAskedForTwice(Tasks.child(1, 12, "b"))).isFalse();
        assertThat(parents.isAskedForTwice(Tasks.child(2, 13, "a"))).isFalse();
    }

    @Test
    void comparesLargeNumbersByTheirValue() {
        assertThat(parents.isAskedForTwice(Tasks.child(1, 1_000_000, "a"))).isFalse();
        assertThat(parents.isAskedForTwice(Tasks.child(1, 1_000_000, "a"))).isFalse();
    }

    @Test
    void leavesOtherParentsAlone() {
        assertThat(parents.isAskedForTwice(Tasks.child(3, 10, "a"))).isFalse();
        assertThat(parents.isAskedForTwice(Tasks.child(3, 11, "a"))).isFalse();
    }

    @Test
    void refusesAFolderWhoseParentIsNotKnownYet() {
        FolderTask task = Tasks.child(1, 10, "a");
        task.parent = null;
        assertThatThrownBy(() -> parents.isAskedForTwice(task))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/p1/a");
    }
}
