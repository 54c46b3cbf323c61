package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReturnedDirIdsTests {

    private static final int MOST = 10_000;
    private static final DirId X = new DirId("x");

    private final ReturnedDirIds returned = new ReturnedDirIds();
    private final FolderTask first = Tasks.child(1, 10);
    private final FolderTask second = Tasks.child(1, 11);

    @Test
    void detectsTheDirIdOfAnotherFolder() {
        assertThat(returned.belongsToOther(first, X)).isFalse();
        assertThat(returned.belongsToOther(first, X))
                .as("the same answer again")
                .isFalse();
        assertThat(returned.belongsToOther(second, X)).isTrue();
        assertThat(returned.belongsToOther(first, X))
                .as("it still belongs to the first")
                .isFalse();
    }

    @Test
    void detectsTheDirIdOfTheParent() {
        assertThat(returned.belongsToOther(first, new DirId("p1"))).isTrue();
        assertThat(returned.belongsToOther(first, new DirId("p2"))).isFalse();
    }

    @Test
    void comparesOwnersByTheirNumbers() {
        FolderTask far = Tasks.child(1, 1_000_000);
        FolderTask again = Tasks.child(1, 1_000_000);
        assertThat(returned.belongsToOther(far, X)).isFalse();
        assertThat(returned.belongsToOther(again, X))
                .as("a folder is its number")
                .isFalse();
    }

    @Test
    void forgetsTheOldestOfTenThousand() {
        returned.belongsToOther(first, X);
        IntStream.range(1, MOST).forEach(i -> returned.belongsToOther(Tasks.child(1, 100 + i), new DirId("i" + i)));
        assertThat(returned.belongsToOther(second, X)).isTrue();
        returned.belongsToOther(second, new DirId("one more"));
        assertThat(returned.belongsToOther(second, X)).as("forgotten").isFalse();
    }

    @Test
    void detectsTwoRowsThatShareARenamedFolder() {
        returned.belongsToOther(first, X);
        second.renamedResult = new Created("N10", X, null);
        assertThat(returned.isShared(second, X)).isTrue();
        assertThat(returned.isShared(first, X)).as("the owner keeps it").isFalse();
    }

    @Test
    void detectsARowWhoseFolderWasAcceptedUnderAnotherName() {
        first.renamedResult = new Created("N11", X, null);
        assertThat(returned.isShared(first, X)).as("no other row has it").isFalse();
        assertThat(returned.isShared(second, X)).isTrue();
        assertThat(returned.isShared(second, new DirId("y"))).isFalse();
    }

    @Test
    void trustsAListingThatShowsTheVeryName() {
        returned.belongsToOther(first, X);
        assertThat(returned.isShared(second, X))
                .as("no renamed folder was accepted")
                .isFalse();
        second.renamedResult = new Created("z", new DirId("z"), null);
        assertThat(returned.isShared(second, X))
                .as("the renamed folder is another one")
                .isFalse();
    }
}
