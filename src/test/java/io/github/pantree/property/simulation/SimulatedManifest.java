package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The durable rows of a manifest: what the ledger's tables contain. */
final class SimulatedManifest {

    private final List<LedgerFolder> rows = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    /** By number: what is listed already. */
    final NavigableMap<Long, Set<DirId>> sentAgain = new TreeMap<>();

    /** @param paths with all their parents */
    SimulatedManifest(SortedSet<String> paths) {
        List<String> ordered = new ArrayList<>(paths);
        ordered.sort(Comparator.comparingInt(SimulatedManifest::depth)
                .thenComparing(SimulatedManifest::parent)
                .thenComparing(Comparator.naturalOrder()));
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put("", 0);
        ordered.forEach(path -> numbers.put(path, numbers.size()));
        rows.add(row(0, -1, "", "", FolderState.EXISTED, DirId.ROOT, true));
        children.add(new ArrayList<>());
        for (String path : ordered) {
            int parent = numbers.getOrDefault(parent(path), 0);
            children.get(parent).add(rows.size());
            children.add(new ArrayList<>());
            boolean parents = ordered.stream().anyMatch(other -> parent(other).equals(path));
            rows.add(row(rows.size(), parent, path.substring(path.lastIndexOf('/') + 1), path, null, null, parents));
        }
    }

    private static LedgerFolder row(
            int number,
            int parent,
            String name,
            String path,
            @Nullable FolderState state,
            @Nullable DirId dirId,
            boolean hasChildren) {
        FolderState first = state == null ? FolderState.PENDING : state;
        return new LedgerFolder(
                number,
                parent,
                depth(path),
                name,
                path,
                null,
                null,
                first,
                false,
                false,
                dirId,
                null,
                null,
                hasChildren);
    }

    private static int depth(String path) {
        return Math.toIntExact(path.chars().filter(c -> c == '/').count());
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    List<LedgerFolder> rows() {
        return rows;
    }

    LedgerFolder row(long number) {
        return rows.get(Math.toIntExact(number));
    }

    List<LedgerFolder> children(LedgerFolder parent) {
        return children.get(Math.toIntExact(parent.number())).stream()
                .map(rows::get)
                .toList();
    }

    /** The copies that were listed before a folder was sent again, if it was. */
    Stream<Set<DirId>> marks(DirId parent, String name) {
        return sentAgain.entrySet().stream()
                .filter(mark -> row(mark.getKey()).name().equals(name)
                        && parent.equals(row(row(mark.getKey()).parentNumber()).dirId()))
                .map(Map.Entry::getValue);
    }

    void replace(UnaryOperator<LedgerFolder> change) {
        rows.replaceAll(change);
    }

    void update(FolderUpdate update) {
        LedgerFolder row = row(update.number());
        rows.set(
                Math.toIntExact(update.number()),
                with(row, update.state(), update.inDoubt(), row.listed(), update.dirId(), update.message()));
        if (update.copies() != null) {
            sentAgain.putIfAbsent(update.number(), update.copies());
        }
    }

    SimulatedManifest copy() {
        SimulatedManifest copy = new SimulatedManifest(new TreeSet<>());
        copy.restore(this);
        return copy;
    }

    /** Takes the rows of an earlier copy. */
    void restore(SimulatedManifest copy) {
        rows.clear();
        rows.addAll(copy.rows);
        sentAgain.clear();
        sentAgain.putAll(copy.sentAgain);
    }

    /** Calls may have been sent for all that is not done. */
    void distrust() {
        rows.replaceAll(row -> switch (row.state()) {
            case PENDING -> with(row, FolderState.SENT, true, row.listed(), row.dirId(), row.message());
            case FAILED, BLOCKED -> with(row, row.state(), true, row.listed(), row.dirId(), row.message());
            default -> row;
        });
    }

    void restore(LedgerFolder row) {
        rows.set(Math.toIntExact(row.number()), row);
    }

    void markSent(long number) {
        LedgerFolder row = row(number);
        rows.set(
                Math.toIntExact(number), with(row, FolderState.SENT, row.inDoubt(), row.listed(), null, row.message()));
    }

    void markListed(long number, boolean listed) {
        LedgerFolder row = row(number);
        rows.set(Math.toIntExact(number), with(row, row.state(), row.inDoubt(), listed, row.dirId(), row.message()));
    }

    static LedgerFolder with(
            LedgerFolder row,
            FolderState state,
            boolean inDoubt,
            boolean listed,
            @Nullable DirId dirId,
            @Nullable String message) {
        return new LedgerFolder(
                row.number(),
                row.parentNumber(),
                row.depth(),
                row.name(),
                row.path(),
                row.line(),
                row.cells(),
                state,
                inDoubt,
                listed,
                dirId,
                message,
                null,
                row.hasChildren());
    }
}
