package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SiblingBatcherTests {

    private final SiblingBatcher outbox = new SiblingBatcher();
    private final FolderTask a = Tasks.child(1, 10);
    private final FolderTask b = Tasks.child(1, 11);
    private final FolderTask c = Tasks.child(1, 12);
    private final FolderTask cousin = Tasks.child(2, 20);

    @Test
    void returnsSiblingsTogetherInTheirOrder() {
        outbox.add(a);
        outbox.add(cousin);
        outbox.add(b);
        assertThat(outbox.isEmpty()).isFalse();
        assertThat(outbox.next(100, parent -> true)).containsExactly(a, b);
        assertThat(outbox.next(100, parent -> true)).containsExactly(cousin);
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.next(100, parent -> true)).isEmpty();
    }

    @Test
    void handsOutNoMoreThanACallHolds() {
        List.of(a, b, c).forEach(outbox::add);
        assertThat(outbox.next(2, parent -> true)).containsExactly(a, b);
        assertThat(outbox.isEmpty()).isFalse();
        assertThat(outbox.next(2, parent -> true)).containsExactly(c);
    }

    @Test
    void delaysSiblingsWhileMoreOfThemAreAdmitted() {
        outbox.expectChildOf(1);
        outbox.add(a);
        outbox.add(cousin);
        assertThat(outbox.next(2, parent -> true)).containsExactly(cousin);
        assertThat(outbox.next(2, parent -> true)).isEmpty();
        outbox.add(b);
        assertThat(outbox.next(2, parent -> true)).as("they fill a call").containsExactly(a, b);
        outbox.add(c);
        assertThat(outbox.next(2, parent -> true)).isEmpty();
        outbox.complete();
        assertThat(outbox.next(2, parent -> true)).containsExactly(c);
    }

    @Test
    void releasesSiblingsWhenAnotherParentsAreAdmitted() {
        outbox.expectChildOf(1);
        outbox.add(a);
        outbox.expectChildOf(2);
        assertThat(outbox.next(2, parent -> true)).containsExactly(a);
    }

    @Test
    void putsThoseThatWereAboutToLeaveBeforeTheOthersInTheirOrder() {
        outbox.add(c);
        outbox.addFirst(List.of(a, b));
        assertThat(outbox.next(100, parent -> true)).containsExactly(a, b, c);
    }

    @Test
    void keepsACallAsSmallAsItsMostLimitedSiblingAsks() {
        FolderTask d = Tasks.child(1, 13);
        b.maxBatchSize = 2;
        List.of(a, b, c, d).forEach(outbox::add);
        assertThat(outbox.next(4, parent -> true)).containsExactly(a, b);
        assertThat(outbox.next(4, parent -> true)).containsExactly(c, d);
        c.maxBatchSize = 1;
        List.of(a, c, d).forEach(outbox::add);
        assertThat(outbox.next(4, parent -> true))
                .as("the limited one leaves in a call of its own")
                .containsExactly(a);
        assertThat(outbox.next(4, parent -> true)).containsExactly(c);
        assertThat(outbox.next(4, parent -> true)).containsExactly(d);
    }

    @Test
    void forgetsAllWhenItIsCleared() {
        outbox.add(a);
        outbox.clear();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.next(1, parent -> true)).isEmpty();
    }
}
