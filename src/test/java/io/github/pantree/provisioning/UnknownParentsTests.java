package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.Folder;
import org.junit.jupiter.api.Test;

final class UnknownParentsTests {

    private final UnknownParents unknown = new UnknownParents();
    private final FolderTask first = child(1, 10);
    private final FolderTask second = child(1, 11);
    private final FolderTask cousin = child(2, 12);

    @Test
    void oneChildAsksAndItsSiblingsWait() {
        assertThat(unknown.holdsBack(first)).isFalse();
        assertThat(unknown.denied(first)).isTrue();
        assertThat(unknown.denied(second)).isFalse();
        assertThat(unknown.holdsBack(first)).as("it is the one that asks").isFalse();
        assertThat(unknown.holdsBack(cousin)).isFalse();
        assertThat(unknown.known(second)).isEmpty();
        assertThat(unknown.known(first)).containsExactly(second);
        assertThat(unknown.holdsBack(second)).isFalse();
    }

    @Test
    void aParentThatIsGoneIsGoneForAll() {
        unknown.denied(first);
        unknown.holdsBack(second);
        assertThat(unknown.gone(first)).containsExactly(second);
        assertThat(unknown.isGone(child(1, 13))).isTrue();
        assertThat(unknown.isGone(cousin)).isFalse();
    }

    private static FolderTask child(long parent, long number) {
        return new FolderTask(new Folder(
                number,
                parent,
                2,
                "n" + number,
                "/p/n" + number,
                number,
                "",
                FolderState.PENDING,
                false,
                false,
                null,
                null,
                null));
    }
}
