package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SiblingBatcherTests {

    private final SiblingBatcher batcher = new SiblingBatcher();
    private final FolderTask a = Tasks.child(1, 10);
    private final FolderTask b = Tasks.child(1, 11);
    private final FolderTask c = Tasks.child(1, 12);
    private final FolderTask cousin = Tasks.child(2, 20);

    @Test
    void returnsSiblingsTogetherInTheirOrder() {
        batcher.add(a);
        batcher.add(cousin);
        batcher.add(b);
        assertThat(batcher.isEmpty()).isFalse();
        assertThat(batcher.next(100, parent -> true)).containsExactly(a, b);
        assertThat(batcher.next(100, parent -> true)).containsExactly(cousin);
        assertThat(batcher.isEmpty()).isTrue();
        assertThat(batcher.next(100, parent -> true)).isEmpty();
    }

    @Test
    void handsOutNoMoreThanACallHolds() {
        List.of(a, b, c).forEach(batcher::add);
        assertThat(batcher.next(2, parent -> true)).containsExactly(a, b);
        assertThat(batcher.isEmpty()).isFalse();
        assertThat(batcher.next(2, parent -> true)).containsExactly(c);
    }

    @Test
    void delaysSiblingsWhileMoreOfThemAreAdmitted() {
        batcher.expectChildOf(1);
        batcher.add(a);
        batcher.add(cousin);
        assertThat(batcher.next(2, parent -> true)).containsExactly(cousin);
        assertThat(batcher.next(2, parent -> true)).isEmpty();
        batcher.add(b);
        assertThat(batcher.next(2, parent -> true)).as("they fill a call").containsExactly(a, b);
        batcher.add(c);
        assertThat(batcher.next(2, parent -> true)).isEmpty();
        batcher.complete();
        assertThat(batcher.next(2, parent -> true)).containsExactly(c);
    }

    @Test
    void releasesSiblingsWhenAnotherParentsAreAdmitted() {
        batcher.expectChildOf(1);
        batcher.add(a);
        batcher.expectChildOf(2);
        assertThat(batcher.next(2, parent -> true)).containsExactly(a);
    }

    @Test
    void putsThoseThatWereAboutToLeaveBeforeTheOthersInTheirOrder() {
        batcher.add(c);
        batcher.addFirst(List.of(a, b));
        assertThat(batcher.next(100, parent -> true)).containsExactly(a, b, c);
    }

    @Test
    void keepsACallAsSmallAsItsMostLimitedSiblingAsks() {
        FolderTask d = Tasks.child(1, 13);
        b.maxBatchSize = 2;
        List.of(a, b, c, d).forEach(batcher::add);
        assertThat(batcher.next(4, parent -> true)).containsExactly(a, b);
        assertThat(batcher.next(4, parent -> true)).containsExactly(c, d);
        c.maxBatchSize = 1;
        List.of(a, c, d).forEach(batcher::add);
        assertThat(batcher.next(4, parent -> true))
                .as("the limited one leaves in a call of its own")
                .containsExactly(a);
        assertThat(batcher.next(4, parent -> true)).containsExactly(c);
        assertThat(batcher.next(4, parent -> true)).containsExactly(d);
    }

    @Test
    void forgetsAllWhenItIsCleared() {
        batcher.add(a);
        batcher.clear();
        assertThat(batcher.isEmpty()).isTrue();
        assertThat(batcher.next(1, parent -> true)).isEmpty();
    }
}
