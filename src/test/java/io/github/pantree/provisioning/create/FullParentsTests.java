package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.NameEncoding;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FullParentsTests {

    private final Capabilities capabilities = Capabilities.unknown(0);
    private final FullParents parents = new FullParents(capabilities, new Outcomes().outcomes);

    private static List<FolderTask> children(long parent, int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> Tasks.child(parent, 100 * parent + i))
                .toList();
    }

    @Test
    void aRefusedSizeThatWasNeverAcceptedIsLearnt() {
        assertThat(parents.recordRefused(children(1, 40))).isFalse();
        assertThat(capabilities.leastRefused()).isEqualTo(40);
        assertThat(capabilities.maxNames()).isEqualTo(20);
    }

    @Test
    void aSizeThatWasAcceptedElsewhereIsTriedWithASingleName() {
        capabilities.recordSuccess(NameEncoding.ARRAY, 40);
        assertThat(parents.recordRefused(children(1, 40))).isTrue();
        assertThat(capabilities.maxNames()).as("unchanged").isEqualTo(100);
    }

    @Test
    void aParentIsFullWhenASingleNameIsRefused() {
        List<FolderTask> siblings = children(1, 3);
        siblings.get(0).lastError = "数量超过限制";
        assertThat(parents.isFull(siblings)).isFalse();
        parents.recordFull(siblings.get(0));
        assertThat(parents.isFull(siblings)).isTrue();
        assertThat(parents.isFull(children(2, 3))).isFalse();
        parents.fail(siblings.get(1));
        assertThat(Objects.requireNonNull(siblings.get(1).outcome).state()).isEqualTo(FolderState.FAILED);
        assertThat(Objects.requireNonNull(siblings.get(1).outcome).message()).contains("p1", "数量超过限制");
    }

    @Test
    void aFullParentLeavesTheLearntSizeAsItWas() {
        capabilities.recordSizeRefused(64);
        List<FolderTask> siblings = children(1, 32);
        parents.recordRefused(siblings);
        parents.recordRefused(siblings.subList(0, 16));
        assertThat(capabilities.leastRefused()).isEqualTo(16);
        parents.recordFull(siblings.get(0));
        assertThat(capabilities.leastRefused()).isEqualTo(64);
    }

    @Test
    void aSizeIsRefusedWhenAsManyFoldersWereCreatedInSmallerCalls() {
        capabilities.recordSuccess(NameEncoding.ARRAY, 8);
        List<FolderTask> siblings = children(1, 8);
        parents.recordRefused(siblings);
        parents.recordCreated(siblings.subList(0, 4), 4);
        assertThat(capabilities.leastRefused())
                .as("the parent may still be full")
                .isEqualTo(Integer.MAX_VALUE);
        parents.recordCreated(siblings.subList(4, 8), 4);
        assertThat(capabilities.leastRefused()).isEqualTo(8);
    }

    @Test
    void aSizeThatIsAcceptedAfterAllIsNotRefused() {
        capabilities.recordSuccess(NameEncoding.ARRAY, 8);
        List<FolderTask> siblings = children(1, 8);
        parents.recordRefused(siblings);
        parents.recordCreated(siblings, 8);
        assertThat(capabilities.leastRefused()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void foldersCreatedBelowAnotherParentProveNothing() {
        capabilities.recordSuccess(NameEncoding.ARRAY, 8);
        parents.recordRefused(children(1, 8));
        parents.recordCreated(children(2, 4), 4);
        parents.recordCreated(children(2, 4), 4);
        assertThat(capabilities.leastRefused()).isEqualTo(Integer.MAX_VALUE);
    }
}
