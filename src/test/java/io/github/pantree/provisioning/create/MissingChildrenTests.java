package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.KnownChild;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MissingChildrenTests {

    private static final DirId PARENT = new DirId("p");

    private final KnownTree tree = new KnownTree();

    private MissingChildren missing(Set<String> wanted, Listed listed) {
        return MissingChildren.of(tree, 1, PARENT, wanted, listed);
    }

    private static Listed listed(String name, String dirId) {
        return ScriptedApi.listed(new Entry(name, new DirId(dirId), true));
    }

    @Test
    void isEmptyIfEverythingKnownIsListed() {
        tree.with("a", "1");
        assertThat(missing(Set.of(), listed("a", "1")).isEmpty()).isTrue();
    }

    @Test
    void namesWhatIsListedUnderAnotherDirId() {
        tree.with("a", "1");
        assertThat(missing(Set.of(), listed("a", "2")).names()).isEqualTo(Map.of(new DirId("1"), "a"));
    }

    @Test
    void givesTheDirIdsOfWantedNames() {
        tree.with("a", "1").with("b", "2");
        MissingChildren missing = missing(Set.of("a"), ScriptedApi.listed());
        assertThat(missing.dirIds(Set.of("a"))).isEqualTo(Map.of("a", new DirId("1")));
    }

    @Test
    void notesOnlyWantedNamesOfOtherManifestsAsInDoubt() {
        tree.with("a", null).with("b", null);
        tree.children.add(new KnownChild("c", null, true));
        MissingChildren missing = missing(Set.of("a", "c"), ScriptedApi.listed());
        assertThat(missing.isInDoubt("a")).isTrue();
        assertThat(missing.isInDoubt("b")).isFalse();
        assertThat(missing.isInDoubt("c")).as("of the own manifest").isFalse();
        assertThat(missing.provesAbsence()).isFalse();
        assertThat(missing.isEmpty()).isTrue();
        assertThat(missing(Set.of(), ScriptedApi.listed()).provesAbsence()).isTrue();
    }

    @Test
    void keepsAThousandBesidesThoseThatAreWanted() {
        for (int i = 0; i < 1_500; i++) {
            tree.with("n" + i, "d" + i);
        }
        assertThat(missing(Set.of("n1499"), ScriptedApi.listed()).names())
                .hasSize(1_001)
                .containsValue("n1499");
    }

    @Test
    void laterListingsReduceACopy() {
        tree.with("a", "1").with("b", "2");
        MissingChildren first = missing(Set.of(), ScriptedApi.listed());
        MissingChildren later = first.without(listed("a", "1"));
        assertThat(later.names()).containsOnlyKeys(new DirId("2"));
        assertThat(first.names()).hasSize(2);
        assertThat(later.without(listed("b", "2")).isEmpty()).isTrue();
    }

    @Test
    void addsWhatAnEarlierRunKnew() {
        MissingChildren missing = missing(Set.of(), ScriptedApi.listed());
        missing.add("a", new DirId("1"), null, listed("a", "1"));
        assertThat(missing.isEmpty()).isTrue();
        missing.add("a", new DirId("1"), null, ScriptedApi.listed());
        assertThat(missing.isEmpty()).isFalse();
    }

    @Test
    void aFolderThatTheApiNamedDifferentlyIsListedUnderThatName() {
        DirId dirId = new DirId("1");
        tree.children.add(new KnownChild("a", dirId, false, "adopted"));
        tree.with("b", "2");
        Listed listed = ScriptedApi.listed(new Entry("A", dirId, true), new Entry("B", new DirId("2"), true));
        MissingChildren missing = missing(Set.of("a", "b"), listed);
        assertThat(missing.listedUnderOtherName("a")).containsExactly(dirId);
        assertThat(missing.listedUnderOtherName("b"))
                .as("another client renamed it")
                .isEmpty();
        assertThat(missing.names()).containsOnlyKeys(new DirId("2"));
        assertThat(missing(Set.of(), listed).names()).containsOnlyKeys(new DirId("2"));
        assertThat(missing(Set.of("a"), ScriptedApi.listed()).without(listed).isEmpty())
                .isFalse();
    }
}
