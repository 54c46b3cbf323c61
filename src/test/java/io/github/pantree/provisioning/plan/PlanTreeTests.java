package io.github.pantree.provisioning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.plan.PlanTree.Node;
import io.github.pantree.testing.TestLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTreeTests {

    @TempDir
    private Path folder;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private TestLedger ledger;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
    }

    private PlanTree tree(long manifest) throws IOException {
        PlanTree.write(folder, ledger.ledger().report(), manifest);
        return PlanTree.in(folder);
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::name).toList();
    }

    @Test
    void everyFolderHasItsChildren() throws IOException {
        PlanTree tree = tree(ledger.manifest("/b/y", "/a", "/b/x/deep", "/c"));
        List<Node> top = tree.children(0, 0, 10);
        assertThat(names(top)).containsExactlyInAnyOrder("a", "b", "c");
        Node b =
                top.stream().filter(node -> node.name().equals("b")).findFirst().orElseThrow();
        assertThat(b.children()).isEqualTo(2);
        assertThat(b.created()).isEqualTo(3);
        List<Node> below = tree.children(b.number(), 0, 10);
        assertThat(names(below)).containsExactlyInAnyOrder("x", "y");
        Node x = below.stream()
                .filter(node -> node.name().equals("x"))
                .findFirst()
                .orElseThrow();
        assertThat(names(tree.children(x.number(), 0, 10))).containsExactly("deep");
        assertThat(tree.children(tree.children(x.number(), 0, 1).get(0).number(), 0, 10))
                .isEmpty();
    }

    @Test
    void childrenAreReadInParts() throws IOException {
        PlanTree tree = tree(ledger.manifest("/a", "/b", "/c", "/d", "/e"));
        assertThat(names(tree.children(0, 0, 2))).containsExactly("a", "b");
        assertThat(names(tree.children(0, 2, 2))).containsExactly("c", "d");
        assertThat(names(tree.children(0, 4, 2))).containsExactly("e");
        assertThat(tree.children(0, 5, 2)).isEmpty();
        assertThat(tree.childCount(0)).isEqualTo(5);
    }

    @Test
    void conflictsAreCountedInAllFoldersAboveThem() throws IOException {
        long manifest = ledger.manifest("/a/b/c", "/a/d");
        ledger.ended(manifest, "/a", FolderState.EXISTED, "11", null);
        ledger.ended(manifest, "/a/b", FolderState.FAILED, null, "a file is there");
        ledger.ended(manifest, "/a/b/c", FolderState.BLOCKED, null, null);
        PlanTree tree = tree(manifest);
        Node a = tree.children(0, 0, 1).get(0);
        assertThat(a.conflicts()).isEqualTo(2);
        assertThat(a.created()).isEqualTo(1);
        assertThat(a.dirId()).isEqualTo("11");
        assertThat(a.line()).isNull();
        Node b = tree.children(a.number(), 0, 9).stream()
                .filter(node -> node.name().equals("b"))
                .findFirst()
                .orElseThrow();
        assertThat(b.message()).isEqualTo("a file is there");
        assertThat(b.state()).isEqualTo(FolderState.FAILED);
        assertThat(b.conflicts()).isEqualTo(1);
    }

    @Test
    void namesAreKeptAsTheyAre() throws IOException {
        String longName = "长".repeat(255);
        PlanTree tree = tree(ledger.manifest("/<script>", "/\u202Eevil", "/" + longName, "/😀"));
        assertThat(names(tree.children(0, 0, 10))).containsExactly("<script>", "\u202Eevil", longName, "😀");
    }

    @Test
    void unknownNumbersHaveNoChildren() throws IOException {
        PlanTree tree = tree(ledger.manifest("/a"));
        for (long number : List.of(-1L, 2L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertThat(tree.children(number, 0, 10)).isEmpty();
            assertThat(tree.childCount(number)).isZero();
        }
        assertThat(names(tree.children(0, -5, 10))).containsExactly("a");
        assertThat(tree.children(0, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void foldersBelowExistingParentsAreAtTheTop() throws IOException {
        PlanTree tree = tree(ledger.manifest("/a", "77:/b"));
        assertThat(names(tree.children(0, 0, 10))).containsExactly("a", "b");
    }
}
