package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import io.github.pantree.simulator.CallCounters.Result;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The folders and files, under one lock. */
final class FolderTree {

    /** A page of a listing; {@code last} if no visible entry follows it. */
    record Page(List<Node> nodes, boolean last) {}

    /** Callers name the root by the empty string, but listings show it as a real folder. */
    private static final String ROOT_ID = "img_oss_root";

    private static final String ROOT_NAME = "img_oss";

    private static final String ID_PREFIX = "yk6baz03t0l000d7w33fxgeerx6xjnif";
    /** Odd, so that multiplying by it maps different counts to different numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final OnDuplicate onDuplicate;
    private final long listLag;
    private final long salt;
    private final CallCounters counters;
    private final LongSupplier nanos;
    private final Clock clock;
    /** Deleted nodes stay, since a cursor may point to one. */
    private final Map<String, Node> byId = new HashMap<>();

    private final Node root;
    private long idsIssued;

    FolderTree(SimulatorSettings settings, CallCounters counters, LongSupplier nanos, Clock clock) {
        this.onDuplicate = settings.onDuplicate();
        this.listLag = settings.listLag().toNanos();
        this.salt = new Random(settings.seed()).nextLong();
        this.counters = counters;
        this.nanos = nanos;
        this.clock = clock;
        this.root = new Node(ROOT_ID, ROOT_NAME, null, true, 0, nanos.getAsLong(), LocalDateTime.now(clock));
        byId.put(ROOT_ID, root);
    }

    /** Makes all of the folders or, if one cannot be made, none. */
    synchronized List<Node> make(String parentId, List<String> names) throws ApiErrorException {
        Node parent = folder(parentId);
        if (parent == null) {
            throw new ApiErrorException(Reason.NO_PARENT);
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
                counters.count(Result.DUPLICATE);
                boolean isFile = taken != null && !taken.folder;
                refused |= onDuplicate == OnDuplicate.REJECT || (onDuplicate == OnDuplicate.RETURN && isFile);
            }
        }
        if (refused) {
            throw new ApiErrorException(Reason.DUPLICATE);
        }
    }

    private Node make(Node parent, String name) {
        Node taken = parent.child(name);
        if (taken != null && onDuplicate == OnDuplicate.RETURN) {
            return taken;
        }
        counters.count(Result.MADE);
        if (taken != null) {
            counters.count(Result.RENAMED);
        }
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
        Node node = new Node(nextId(), name, parent, isFolder, byId.size(), visibleAt, LocalDateTime.now(clock));
        byId.put(node.id, node);
        parent.add(node);
        return node;
    }

    /** Looks like the vendor's: the n-th of a seed is always the same, and none comes twice. */
    private String nextId() {
        idsIssued++;
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(idsIssued * SPREAD)
                .putLong(salt)
                .array();
        return ID_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** @param cursor the last entry of the page before; empty for the first page */
    synchronized Page page(String parentId, String cursor, int limit) throws ApiErrorException {
        Node parent = folder(parentId);
        if (parent == null) {
            throw new ApiErrorException(Reason.NO_FOLDER);
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
        if (node == null || node.deleted) {
            throw new ApiErrorException(Reason.NO_FOLDER);
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
        deleted.forEach(Node::unlink);
        while (!deleted.isEmpty()) {
            Node node = deleted.remove();
            node.deleted = true;
            deleted.addAll(node.children());
        }
    }

    private @Nullable Node folder(String id) {
        Node node = id.isEmpty() ? root : byId.get(id);
        return node == null || !node.folder || node.deleted ? null : node;
    }

    /** Path and dirID of every folder but the root, by path; duplicates in the order in which they were made. */
    synchronized List<Map.Entry<String, String>> folders() {
        return byId.values().stream()
                .filter(node -> node.folder && !node.deleted && node != root)
                .sorted(Comparator.comparingLong(node -> node.number))
                .map(node -> Map.entry(node.path(), node.id))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }
}
