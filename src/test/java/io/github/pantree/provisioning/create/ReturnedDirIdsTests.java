package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReturnedDirIdsTests {

    private static final int MOST = 10_000;
    private static final DirId X = new DirId("x");

    private final ReturnedDirIds given = new ReturnedDirIds();
    private final FolderTask first = Tasks.child(1, 10);
    private final FolderTask second = Tasks.child(1, 11);

    @Test
    void detectsTheDirIdOfAnotherFolder() {
        assertThat(given.belongsToOther(first, X)).isFalse();
        assertThat(given.belongsToOther(first, X)).as("the same answer again").isFalse();
        assertThat(given.belongsToOther(second, X)).isTrue();
        assertThat(given.belongsToOther(first, X))
                .as("it still belongs to the first")
                .isFalse();
    }

    @Test
    void detectsTheDirIdOfTheParent() {
        assertThat(given.belongsToOther(first, new DirId("p1"))).isTrue();
        assertThat(given.belongsToOther(first, new DirId("p2"))).isFalse();
    }

    @Test
    void comparesOwnersByTheirNumbers() {
        FolderTask far = Tasks.child(1, 1_000_000);
        FolderTask again = Tasks.child(1, 1_000_000);
        assertThat(given.belongsToOther(far, X)).isFalse();
        assertThat(given.belongsToOther(again, X)).as("a folder is its number").isFalse();
    }

    @Test
    void forgetsTheOldestOfTenThousand() {
        given.belongsToOther(first, X);
        IntStream.range(1, MOST).forEach(i -> given.belongsToOther(Tasks.child(1, 100 + i), new DirId("i" + i)));
        assertThat(given.belongsToOther(second, X)).isTrue();
        given.belongsToOther(second, new DirId("one more"));
        assertThat(given.belongsToOther(second, X)).as("forgotten").isFalse();
    }

    @Test
    void detectsTwoRowsThatShareARenamedFolder() {
        given.belongsToOther(first, X);
        second.renamedResult = new Created("N10", X, null);
        assertThat(given.isShared(second, X)).isTrue();
        assertThat(given.isShared(first, X)).as("the owner keeps it").isFalse();
    }

    @Test
    void detectsARowWhoseFolderWasAcceptedUnderAnotherName() {
        first.renamedResult = new Created("N11", X, null);
        assertThat(given.isShared(first, X)).as("no other row has it").isFalse();
        assertThat(given.isShared(second, X)).isTrue();
        assertThat(given.isShared(second, new DirId("y"))).isFalse();
    }

    @Test
    void trustsAListingThatShowsTheVeryName() {
        given.belongsToOther(first, X);
        assertThat(given.isShared(second, X))
                .as("no renamed folder was accepted")
                .isFalse();
        second.renamedResult = new Created("z", new DirId("z"), null);
        assertThat(given.isShared(second, X))
                .as("the renamed folder is another one")
                .isFalse();
    }
}
