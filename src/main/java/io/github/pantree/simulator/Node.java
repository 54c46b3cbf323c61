package io.github.pantree.simulator;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder or file. Its mutable fields are guarded by the lock of the {@link FolderTree}. */
final class Node {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    final String id;
    final String name;
    final @Nullable Node parent;
    final boolean folder;
    /** Increases with every created node. */
    final long number;
    /** The nano time from which on listings contain it. */
    final long visibleAt;

    private final LocalDateTime madeAt;

    /** Sorted by number, since they are in the order of their creation. */
    private final List<Node> children = new ArrayList<>(0);

    private final Map<String, Node> byName = new HashMap<>();
    boolean deleted;
    /** In the recycle bin: listed, and its content can still be read and written. */
    boolean trashed;

    Node(
            String id,
            String name,
            @Nullable Node parent,
            boolean folder,
            long number,
            long visibleAt,
            LocalDateTime now) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        this.folder = folder;
        this.number = number;
        this.visibleAt = visibleAt;
        this.madeAt = now;
    }

    List<Node> children() {
        return children;
    }

    /** The child with that name; folders before files. */
    @Nullable
    Node child(String wanted) {
        return byName.get(wanted);
    }

    void add(Node child) {
        children.add(child);
        name(child);
    }

    private void name(Node child) {
        Node before = byName.get(child.name);
        if (before == null || (child.folder && !before.folder)) {
            byName.put(child.name, child);
        }
    }

    /** Removes it from its parent. */
    void unlink() {
        if (parent != null) {
            parent.remove(this);
        }
    }

    private void remove(Node child) {
        children.remove(child);
        if (byName.remove(child.name, child)) {
            children.stream().filter(other -> other.name.equals(child.name)).forEach(this::name);
        }
    }

    /** Starts with a slash; empty for the root. */
    String path() {
        StringBuilder path = new StringBuilder();
        Node node = this;
        while (node.parent != null) {
            path.insert(0, node.name).insert(0, '/');
            node = node.parent;
        }
        return path.toString();
    }

    boolean isInBin() {
        Node node = this;
        while (node != null && !node.trashed) {
            node = node.parent;
        }
        return node != null;
    }

    /** The level below the root, which is 0. */
    int depth() {
        int depth = 0;
        for (Node node = parent; node != null; node = node.parent) {
            depth++;
        }
        return depth;
    }

    /**
     * The entry in a listing, with the fields of the vendor's samples.
     *
     * @param withBin whether the server has a recycle bin
     */
    Map<String, Object> toEntry(boolean withBin) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("fileId", id);
        entry.put("filename", name);
        entry.put("parentFileId", parent == null ? "" : parent.id);
        entry.put("type", folder ? 1 : 0);
        entry.put("etag", "");
        entry.put("size", 0);
        entry.put("status", 0);
        entry.put("s3KeyFlag", "");
        entry.put("storageNode", "");
        entry.put("createAt", TIME.format(madeAt));
        entry.put("updateAt", TIME.format(madeAt));
        entry.put("downloadURL", "");
        entry.put("ossIndex", 42);
        entry.put("totalTraffic", 0);
        entry.put("parentFilename", parent == null ? "" : parent.name);
        entry.put("extension", "");
        entry.put("userSelfURL", "");
        if (withBin) {
            entry.put("trashed", trashed ? 1 : 0);
        }
        return entry;
    }
}
