package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MissingParentsTests {

    private final MissingParents unknown = new MissingParents();
    private final FolderTask first = child(1, 10);
    private final FolderTask second = child(1, 11);
    private final FolderTask cousin = child(2, 12);

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
    void aParentThatIsGoneIsGoneForAll() {
        unknown.recordMissing(List.of(first));
        unknown.isDelayed(List.of(second));
        assertThat(unknown.giveUp(List.of(first))).containsExactly(second);
        assertThat(unknown.isGone(List.of(child(1, 13)))).isTrue();
        assertThat(unknown.isGone(List.of(cousin))).isFalse();
    }

    private static FolderTask child(long parent, long number) {
        return new FolderTask(new LedgerFolder(
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
