package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import io.github.pantree.simulator.CallCounters.Result;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders and files, guarded by one lock. */
final class FolderTree {

    /** A page of a listing; {@code last} if no visible entry follows it. */
    record Page(List<Node> nodes, boolean last) {}

    /** A mkdir call whose folders are created at a later time. */
    private record LateCall(long at, String parentId, List<String> names) {}

    /** Callers refer to the root by the empty string, but listings contain it as a folder with this ID. */
    private static final String ROOT_ID = "img_oss_root";

    private static final String ROOT_NAME = "img_oss";

    private static final Duration USUAL_LATE_TIME = Duration.ofSeconds(5);
    private final OnDuplicate onDuplicate;
    private final long listLag;
    private final DirIds ids;
    private final CallCounters counters;
    private final LongSupplier nanos;
    private final Clock clock;
    /** Includes deleted nodes, since a cursor may refer to one. */
    private final Map<String, Node> byId = new HashMap<>();

    private final Node root;
    private final Supplier<ServerRules> rules;
    private final List<LateCall> lateCalls = new ArrayList<>();

    FolderTree(
            SimulatorSettings settings,
            Supplier<ServerRules> rules,
            CallCounters counters,
            LongSupplier nanos,
            Clock clock) {
        this.rules = rules;
        this.onDuplicate = settings.onDuplicate();
        this.listLag = settings.listLag().toNanos();
        this.ids = new DirIds(settings.seed());
        this.counters = counters;
        this.nanos = nanos;
        this.clock = clock;
        this.root = new Node(ROOT_ID, ROOT_NAME, null, true, 0, nanos.getAsLong(), LocalDateTime.now(clock));
        byId.put(ROOT_ID, root);
    }

    /** Creates all of the folders or, if one cannot be created, none. */
    synchronized List<Node> make(String parentId, List<String> names) throws ApiErrorException {
        commitDue();
        return make(parentId, names, nanos.getAsLong());
    }

    private List<Node> make(String parentId, List<String> names, long time) throws ApiErrorException {
        Node parent = folder(parentId);
        if (parent == null) {
            throw new ApiErrorException(Reason.NO_PARENT);
        }
        requireRoom(parent, names);
        countDuplicates(parent, names);
        List<Node> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(make(parent, name, time));
        }
        return nodes;
    }

    /** Creates the folders some time after the call, if that is possible then. */
    synchronized void makeLater(String parentId, List<String> names) {
        Duration time = rules.get().time(ServerRule.LATE_TIME, USUAL_LATE_TIME);
        lateCalls.add(new LateCall(nanos.getAsLong() + time.toNanos(), parentId, names));
    }

    /** Creates the folders of all late calls now; returns the number of calls. */
    synchronized int commitLate() {
        List<LateCall> calls = List.copyOf(lateCalls);
        lateCalls.clear();
        calls.forEach(this::commit);
        return calls.size();
    }

    private void commitDue() {
        long now = nanos.getAsLong();
        List<LateCall> due =
                lateCalls.stream().filter(call -> call.at - now <= 0).toList();
        if (!due.isEmpty()) {
            lateCalls.removeAll(due);
            due.forEach(this::commit);
        }
    }

    private void commit(LateCall call) {
        long now = nanos.getAsLong();
        try {
            // Listings lag behind the time at which it was due, not behind the call after which it is committed.
            make(call.parentId, call.names, call.at - now <= 0 ? call.at : now);
        } catch (ApiErrorException e) {
            counters.count(e.reason());
        }
    }

    private void requireRoom(Node parent, List<String> names) throws ApiErrorException {
        int children = rules.get().most(ServerRule.MAX_CHILDREN);
        if (names.size() > children - parent.children().size()) {
            throw ApiErrorException.beyond(Reason.FULL_PARENT, children);
        }
        int depth = rules.get().most(ServerRule.MAX_DEPTH);
        if (parent.depth() >= depth) {
            throw ApiErrorException.beyond(Reason.TOO_DEEP, depth);
        }
    }

    private void countDuplicates(Node parent, List<String> names) throws ApiErrorException {
        Set<String> seen = new HashSet<>();
        boolean refused = false;
        for (String name : names) {
            Node taken = parent.child(name);
            if (taken != null || !seen.add(name)) {
                counters.count(Result.DUPLICATE);
                refused |= onDuplicate == OnDuplicate.REJECT || (taken != null && refuses(taken));
            }
        }
        if (refused) {
            throw new ApiErrorException(Reason.DUPLICATE);
        }
    }

    private boolean refuses(Node taken) {
        return taken.trashed || (onDuplicate == OnDuplicate.RETURN && !taken.folder);
    }

    private Node make(Node parent, String name, long time) {
        Node taken = parent.child(name);
        if (taken != null && onDuplicate == OnDuplicate.RETURN) {
            return taken;
        }
        counters.count(Result.MADE);
        String free = name;
        if (taken != null && onDuplicate == OnDuplicate.RENAME) {
            counters.count(Result.RENAMED);
            free = freeName(parent, name);
        }
        return add(parent, free, true, time + listLag);
    }

    private static String freeName(Node parent, String name) {
        int number = 1;
        while (parent.child(name + "(" + number + ")") != null) {
            number++;
        }
        return name + "(" + number + ")";
    }

    /**
     * Adds an entry that listings contain immediately; duplicates are possible.
     *
     * @throws IllegalArgumentException if the parent does not exist
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
        commitDue();
        Node parent = folder(parentId);
        if (parent == null) {
            throw new ApiErrorException(Reason.NO_FOLDER);
        }
        List<Node> children = parent.children();
        int start = start(parent, cursor);
        long left = rules.get().most(ServerRule.LIST_CUT);
        left -= left == Integer.MAX_VALUE
                ? 0
                : visible(children.subList(0, start)).count();
        List<Node> nodes = visible(children.subList(start, children.size()))
                .limit(Math.min(Math.max(0, left), limit + 1L))
                .toList();
        return nodes.size() > limit ? new Page(nodes.subList(0, limit), false) : new Page(nodes, true);
    }

    private Stream<Node> visible(List<Node> nodes) {
        long now = nanos.getAsLong();
        return nodes.stream().filter(node -> node.visibleAt - now <= 0);
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

    synchronized Map<String, Object> entry(Node node) {
        return node.toEntry(rules.get().holds(ServerRule.RECYCLE_BIN));
    }

    synchronized Node find(String id) throws ApiErrorException {
        commitDue();
        Node node = byId.get(id);
        if (node == null || node.deleted) {
            throw new ApiErrorException(Reason.NO_FOLDER);
        }
        return node;
    }

    /**
     * Deletes all of the entries with their content or, if one does not exist, none. With a recycle bin, they are moved
     * there first.
     */
    synchronized void delete(List<String> fileIds) throws ApiErrorException {
        Deque<Node> deleted = new ArrayDeque<>();
        for (String id : fileIds) {
            Node node = find(id);
            if (node.parent == null) {
                throw ApiErrorException.badParameter("fileIDs");
            }
            deleted.add(node);
        }
        if (rules.get().holds(ServerRule.RECYCLE_BIN)) {
            deleted.stream().filter(node -> !node.isInBin()).toList().forEach(node -> {
                node.trashed = true;
                deleted.remove(node);
            });
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

    /**
     * Path and dirID of every folder except the root and those in the recycle bin, sorted by path; duplicates in the
     * order of their creation.
     */
    synchronized List<Map.Entry<String, String>> folders() {
        commitDue();
        return byId.values().stream()
                .filter(node -> node.folder && !node.deleted && node != root && !node.isInBin())
                .sorted(Comparator.comparingLong(node -> node.number))
                .map(node -> Map.entry(node.path(), node.id))
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }
}
