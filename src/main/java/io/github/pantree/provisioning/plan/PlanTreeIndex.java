package io.github.pantree.provisioning.plan;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The index of a {@link PlanTree} while it is written: 36 bytes of memory per folder. */
final class PlanTreeIndex {

    private final long[] positions;
    private final int[] parents;
    private final int[] firstChildren;
    private final int[] children;
    private final int[] created;
    private final int[] conflicts;
    private int last;

    /** @param folders the number of folders that will be added */
    PlanTreeIndex(int folders) {
        positions = new long[folders + 1];
        parents = new int[folders + 1];
        firstChildren = new int[folders + 1];
        children = new int[folders + 1];
        created = new int[folders + 1];
        conflicts = new int[folders + 1];
    }

    /**
     * Adds the next folder.
     *
     * @param position where its texts begin
     */
    void add(LedgerFolder folder, long position) {
        int number = ++last;
        // What lies below existing folders that rows name is shown with what lies below the target.
        int parent = (int) Math.max(LedgerFolder.TARGET, folder.parentNumber());
        positions[number] = position;
        parents[number] = parent;
        if (children[parent]++ == 0) {
            firstChildren[parent] = number;
        }
        created[number] = folder.state() == FolderState.PENDING ? 1 : 0;
        conflicts[number] = folder.state() == FolderState.FAILED || folder.state() == FolderState.BLOCKED ? 1 : 0;
    }

    void write(Path file) throws IOException {
        int[] createdBelow = sums(created);
        int[] conflictsBelow = sums(conflicts);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i <= last; i++) {
                out.writeLong(positions[i]);
                out.writeInt(firstChildren[i]);
                out.writeInt(children[i]);
                out.writeInt(createdBelow[i]);
                out.writeInt(conflictsBelow[i]);
            }
        }
    }

    /** Of each folder the sum of all below it: children come after their parents. */
    private int[] sums(int[] values) {
        int[] below = new int[last + 1];
        for (int i = last; i > 0; i--) {
            below[parents[i]] += below[i] + values[i];
        }
        return below;
    }
}
