package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The durable state that all processes share: the manifests' rows, the locks, and the claims of remote folders. */
final class SimulatedDatabase {

    /** The connection of a process that holds the lock of a manifest, or of the whole home. */
    static final class Session {
        final long key;
        final long fence;
        boolean connected = true;

        private Session(long key, long fence) {
            this.key = key;
            this.fence = fence;
        }
    }

    /** The file as it was. */
    private record Copy(List<SimulatedManifest> manifests, Set<DirId> deleted, long mark) {}

    private record ClaimRow(long key, long fence, boolean held) {}

    private static final long HOME = -1;

    private final boolean shared;
    private final Map<SortedSet<String>, Integer> numbers = new HashMap<>();
    private final List<SimulatedManifest> manifests = new ArrayList<>();
    private final Set<DirId> deleted = new HashSet<>();
    private final Map<Long, Session> sessions = new HashMap<>();
    private final Map<Long, Long> fences = new HashMap<>();
    private final Map<DirId, ClaimRow> claims = new HashMap<>();

    /** The number of the intents committed last, and the one in the file beside the database. */
    private long mark;

    private long markInFile;
    private boolean lost;
    private Copy copy = new Copy(List.of(), Set.of(), 0);

    /** @param shared whether it is a server, which processes use at the same time, and not the file of a home */
    SimulatedDatabase(boolean shared) {
        this.shared = shared;
    }

    boolean isShared() {
        return shared;
    }

    /** The number of the manifest with these folders, which is new if no other has the same. */
    int register(SortedSet<String> paths) {
        return numbers.computeIfAbsent(new TreeSet<>(paths), fresh -> {
            SimulatedManifest added = new SimulatedManifest(paths);
            if (lost) {
                added.distrust();
            }
            manifests.add(added);
            return manifests.size() - 1;
        });
    }

    /** In the transaction of intents. */
    void raiseMark() {
        mark++;
    }

    /** Before the calls leave. */
    void writeMark() {
        markInFile = mark;
    }

    void saveCopy() {
        copy = new Copy(manifests.stream().map(SimulatedManifest::copy).toList(), Set.copyOf(deleted), mark);
    }

    /** Replaces the file by its copy. Manifests that were added since are as new ones. */
    void restoreCopy() {
        numbers.forEach((paths, number) -> manifests
                .get(number)
                .restore(
                        number < copy.manifests().size()
                                ? copy.manifests().get(number)
                                : new SimulatedManifest(paths)));
        deleted.clear();
        deleted.addAll(copy.deleted());
        mark = copy.mark();
    }

    /** Before a run: what may have been sent since the state of the file is in doubt. */
    void recover() {
        if (mark < markInFile) {
            lost = true;
            mark = markInFile;
            manifests.forEach(SimulatedManifest::distrust);
        }
    }

    SimulatedManifest manifest(long number) {
        return manifests.get(Math.toIntExact(number));
    }

    List<SimulatedManifest> manifests() {
        return manifests;
    }

    Set<DirId> deleted() {
        return deleted;
    }

    /** The lock of a manifest, or of the home; null if another process holds it. */
    @Nullable
    Session lock(long manifest) {
        long key = shared ? manifest : HOME;
        Session holder = sessions.get(key);
        if (holder != null && holder.connected) {
            return null;
        }
        Session session = new Session(key, fences.merge(key, 1L, Long::sum));
        sessions.put(key, session);
        return session;
    }

    /** Whether the session may still write. */
    boolean isCurrent(Session session) {
        return Objects.equals(fences.get(session.key), session.fence);
    }

    Claim claim(Session own, DirId parent) {
        ClaimRow row = claims.get(parent);
        boolean ours = row != null && row.key() == own.key && row.fence() == own.fence;
        if (row != null && row.held() && row.key() != own.key && !takeOver(row)) {
            return Claim.BUSY;
        }
        claims.put(parent, new ClaimRow(own.key, own.fence, true));
        return row == null || ours ? Claim.UNTOUCHED : Claim.TOUCHED;
    }

    private boolean takeOver(ClaimRow holder) {
        Session session = sessions.get(holder.key());
        boolean current = Objects.equals(fences.get(holder.key()), holder.fence());
        if (current && session != null && session.fence == holder.fence() && session.connected) {
            return false;
        }
        if (current) {
            fences.merge(holder.key(), 1L, Long::sum);
        }
        return true;
    }

    void release(Session own, DirId parent) {
        if (holds(own, parent)) {
            claims.put(parent, new ClaimRow(own.key, own.fence, false));
        }
    }

    boolean holds(Session own, DirId parent) {
        ClaimRow row = claims.get(parent);
        return row != null && row.held() && row.key() == own.key && row.fence() == own.fence;
    }
}
