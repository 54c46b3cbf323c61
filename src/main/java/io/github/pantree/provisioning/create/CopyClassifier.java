package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.pan123.ListResult.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which numbered copies of a folder that was sent again are the results of its calls: not those that were
 * listed before, and not those that the account's manifests contain.
 */
final class CopyClassifier {

    private final long manifest;
    private final AccountTree tree;

    CopyClassifier(long manifest, AccountTree tree) {
        this.manifest = manifest;
        this.tree = tree;
    }

    List<Entry> resultsOfCalls(SentAgain sent, List<Entry> copies) {
        List<Entry> later = copies.stream()
                .filter(copy -> !sent.earlierCopies().contains(copy.dirId()))
                .toList();
        if (later.isEmpty()) {
            return later;
        }
        Set<DirId> dirIds = new HashSet<>();
        Set<String> names = new HashSet<>();
        tree.forEachKnownChild(manifest, sent.parent(), child -> {
            if (NumberedCopies.isCopy(child.name(), sent.folder().name())) {
                names.add(child.name());
                dirIds.add(child.dirId());
            }
        });
        return later.stream()
                .filter(copy -> !names.contains(copy.name()) && !dirIds.contains(copy.dirId()))
                .toList();
    }

    /** Whether these copies of a folder in doubt include results of its calls, as far as it was sent again. */
    List<Entry> resultsOfCalls(FolderTask task) {
        if (task.copies.isEmpty()) {
            return List.of();
        }
        long number = task.folder.number();
        return tree.sentAgain(manifest, number - 1, 1).stream()
                .filter(sent -> sent.folder().number() == number)
                .flatMap(sent -> resultsOfCalls(sent, task.copies).stream())
                .toList();
    }
}
