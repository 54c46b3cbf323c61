package io.github.pantree.simulator;

import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders and files, under one lock. */
final class FolderTree {

    /** A page of a listing; {@code last} if no visible entry follows it. */
    record Page(List<Node> nodes, boolean last) {}

    /** Results of mkdir calls. */
    record Counts(long made, long duplicates, long renamed) {}

    /** Callers name the root by the empty string, but listings show it as a real folder. */
    private static final String ROOT_ID = "img_oss_root";

    private static final String ROOT_NAME = "img_oss";

    private final OnDuplicate onDuplicate;
    private final long listLag;
    private final DirIds ids;
    private final LongSupplier nanos;
    private final Clock clock;
    /** Deleted nodes stay, since a cursor may point to one. */
    private final Map<String, Node> byId = new HashMap<>();

    private final Node root;
    private long made;
    private long duplicates;
    private long renamed;

    FolderTree(OnDuplicate onDuplicate, Duration listLag, long seed, LongSupplier nanos, Clock clock) {
        this.onDuplicate = onDuplicate;
        this.listLag = listLag.toNanos();
        this.ids = new DirIds(seed);
        this.nanos = nanos;
        this.clock = clock;
        this.root = new Node(ROOT_ID, ROOT_NAME, null, true, 0, nanos.getAsLong(), LocalDateTime.now(clock));
        byId.put(ROOT_ID, root);
    }

    /** Makes all of the folders or, if one cannot be made, none. */
    synchronized List<Node> make(String parentId, List<String> names) throws ApiErrorException {
        Node parent = folder(parentId);
        if (parent == null) {
            throw ApiErrorException.noParent();
        }
        countDuplicates(parent, names);
        List<Node> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(make(parent, name));
        }
        return nodes;
    }

    private void countDuplicates(Node parent, List<String> names) throws ApiErrorException {
        Set<String> seen = new HashSet<>();
        boolean refused = false;
        for (String name : names) {
            Node taken = parent.child(name);
            if (taken != null || !seen.add(name)) {
                duplicates++;
                boolean isFile = taken != null && !taken.folder;
                refused |= onDuplicate == OnDuplicate.REJECT || (onDuplicate == OnDuplicate.RETURN && isFile);
            }
        }
        if (refused) {
            throw ApiErrorException.duplicate();
        }
    }

    private Node make(Node parent, String name) {
        Node taken = parent.child(name);
        if (taken != null && onDuplicate == OnDuplicate.RETURN) {
            return taken;
        }
        made++;
        renamed += taken == null ? 0 : 1;
        return add(parent, taken == null ? name : freeName(parent, name), true, nanos.getAsLong() + listLag);
    }

    private static String freeName(Node parent, String name) {
        int number = 1;
        while (parent.child(name + "(" + number + ")") != null) {
            number++;
        }
        return name + "(" + number + ")";
    }

    /**
     * Adds an entry as if it had always been there, duplicates included.
     *
     * @throws IllegalArgumentException if there is no such parent
     */
    synchronized String prepare(String parentId, String name, boolean isFolder) {
        Node parent = folder(parentId);
        if (parent == null) {
            throw new IllegalArgumentException(
                    "parent: \"%s\": no folder has this dirID; take \"\" for the root".formatted(parentId));
        }
        return add(parent, name, isFolder, nanos.getAsLong()).id;
    }

    private Node add(Node parent, String name, boolean isFolder, long visibleAt) {
        Node node = new Node(ids.next(), name, parent, isFolder, byId.size(), visibleAt, LocalDateTime.now(clock));
        byId.put(node.id, node);
        parent.add(node);
        return node;
    }

    /** @param cursor the last entry of the page before; empty for the first page */
    synchronized Page page(String parentId, String cursor, int limit) throws ApiErrorException {
        Node parent = folder(parentId);
        if (parent == null) {
            throw ApiErrorException.noFolder();
        }
        List<Node> nodes = new ArrayList<>();
        long now = nanos.getAsLong();
        List<Node> children = parent.children();
        for (Node node : children.subList(start(parent, cursor), children.size())) {
            if (node.visibleAt - now <= 0) {
                if (nodes.size() == limit) {
                    return new Page(nodes, false);
                }
                nodes.add(node);
            }
        }
        return new Page(nodes, true);
    }

    private int start(Node parent, String cursor) throws ApiErrorException {
        if (cursor.isEmpty()) {
            return 0;
        }
        Node last = byId.get(cursor);
        if (last == null || last.parent != parent) {
            throw ApiErrorException.badParameter("lastFileId");
        }
        int index = Collections.binarySearch(parent.children(), last, Comparator.comparingLong(node -> node.number));
        return index < 0 ? -index - 1 : index + 1;
    }

    synchronized Node find(String id) throws ApiErrorException {
        Node node = byId.get(id);
        if (node == null || node.isDeleted()) {
            throw ApiErrorException.noFolder();
        }
        return node;
    }

    /** Deletes all of them with everything beneath or, if one does not exist, none. */
    synchronized void delete(List<String> fileIds) throws ApiErrorException {
        Deque<Node> deleted = new ArrayDeque<>();
        for (String id : fileIds) {
            Node node = find(id);
            if (node.parent == null) {
                throw ApiErrorException.badParameter("fileIDs");
            }
            deleted.add(node);
        }
        deleted.forEach(FolderTree::unlink);
        while (!deleted.isEmpty()) {
            Node node = deleted.remove();
            node.markDeleted();
            deleted.addAll(node.children());
        }
    }

    private static void unlink(Node node) {
        if (node.parent != null) {
            node.parent.remove(node);
        }
    }

    private @Nullable Node folder(String id) {
        Node node = id.isEmpty() ? root : byId.get(id);
        return node == null || !node.folder || node.isDeleted() ? null : node;
    }

    /** Path and dirID of every folder but the root, by path; duplicates in the order in which they were made. */
    synchronized List<Map.Entry<String, String>> folders() {
        Stream<Node> folders = byId.values().stream()
                .filter(node -> node.folder && !node.isDeleted() && node != root)
                .sorted(Comparator.comparingLong(node -> node.number));
        return folders.map(node -> Map.entry(node.path(), node.id))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    synchronized Counts counts() {
        return new Counts(made, duplicates, renamed);
    }
}
