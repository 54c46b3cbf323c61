package io.github.pantree.provisioning.plan;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.support.OwnerOnlyFiles;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a plan in two files: {@code tree.dat} has the folders in the order of their numbers, {@code tree.idx}
 * where each one begins, and which are its children. So the children of any folder are read without the rest.
 *
 * <p>Invariant: folders are numbered from 1 without gaps, parents before children, siblings side by side; number 0 is
 * the target.
 */
public final class PlanTree {

    private static final String TEXTS = "tree.dat";
    private static final String INDEX = "tree.idx";

    /** Of the index: position, first child, number of children, and of the folders below: to create, in conflict. */
    private static final int ENTRY = Long.BYTES + 4 * Integer.BYTES;

    private final Path folder;

    private PlanTree(Path folder) {
        this.folder = folder;
    }

    /**
     * A folder of the tree.
     *
     * @param state pending if it would be created, failed if it is in conflict, blocked below a conflict
     * @param line the line that names it; null for a parent that no row names
     * @param message why it is in conflict
     * @param children how many folders are directly below it
     * @param created how many of all below it would be created
     * @param conflicts how many of all below it are in conflict, or below one
     */
    public record Node(
            long number,
            String name,
            FolderState state,
            @Nullable Long line,
            @Nullable String dirId,
            @Nullable String message,
            int children,
            int created,
            int conflicts) {}

    private record Entry(long position, int firstChild, int children, int created, int conflicts) {}

    /**
     * Writes the tree of a manifest.
     *
     * @param folder where the two files go; exists
     */
    public static void write(Path folder, LedgerReport ledger, long manifest) throws IOException {
        PlanTreeIndex index =
                new PlanTreeIndex(Math.toIntExact(ledger.counts(manifest).total()));
        OwnerOnlyFiles.replace(folder.resolve(TEXTS), file -> {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                long[] position = {0};
                ledger.forEachFolder(manifest, (found, parent) -> {
                    index.add(found, position[0]);
                    position[0] += write(out, found);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
        OwnerOnlyFiles.replace(folder.resolve(INDEX), index::write);
    }

    /** Returns the number of bytes written. */
    private static long write(DataOutputStream out, LedgerFolder found) {
        String dirId = found.dirId() == null ? "" : found.dirId().value();
        try {
            int before = out.size();
            out.writeUTF(found.state().name());
            out.writeLong(Objects.requireNonNullElse(found.line(), 0L));
            out.writeUTF(found.name());
            out.writeUTF(dirId);
            out.writeUTF(Objects.requireNonNullElse(found.message(), ""));
            return (long) out.size() - before;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree that was written into a folder. */
    public static PlanTree in(Path folder) {
        return new PlanTree(folder);
    }

    /**
     * Some children of a folder, in the manifest's order.
     *
     * @param parent its number; 0 for the target
     * @param from the number of children to skip
     * @param limit the maximum number of children
     * @return none if there is no such folder
     */
    public List<Node> children(long parent, long from, int limit) throws IOException {
        try (FileChannel index = FileChannel.open(folder.resolve(INDEX));
                FileChannel texts = FileChannel.open(folder.resolve(TEXTS))) {
            if (parent < 0 || parent >= index.size() / ENTRY) {
                return List.of();
            }
            Entry entry = entry(index, parent);
            long first = entry.firstChild() + Math.max(0, Math.min(from, entry.children()));
            long end = Math.min((long) entry.firstChild() + entry.children(), first + limit);
            List<Node> nodes = new ArrayList<>();
            if (first < end) {
                texts.position(entry(index, first).position());
                DataInputStream in = new DataInputStream(Channels.newInputStream(texts));
                for (long number = first; number < end; number++) {
                    nodes.add(node(number, entry(index, number), in));
                }
            }
            return nodes;
        }
    }

    /** The number of children of a folder. */
    public int childCount(long parent) throws IOException {
        try (FileChannel index = FileChannel.open(folder.resolve(INDEX))) {
            return parent < 0 || parent >= index.size() / ENTRY
                    ? 0
                    : entry(index, parent).children();
        }
    }

    private static Entry entry(FileChannel index, long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = index.read(bytes, number * ENTRY + bytes.position());
        }
        bytes.flip();
        return new Entry(bytes.getLong(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
    }

    private static Node node(long number, Entry entry, DataInputStream in) throws IOException {
        FolderState state = FolderState.valueOf(in.readUTF());
        long line = in.readLong();
        String name = in.readUTF();
        String dirId = in.readUTF();
        String message = in.readUTF();
        return new Node(
                number,
                name,
                state,
                line == 0 ? null : line,
                dirId.isEmpty() ? null : dirId,
                message.isEmpty() ? null : message,
                entry.children(),
                entry.created(),
                entry.conflicts());
    }
}
