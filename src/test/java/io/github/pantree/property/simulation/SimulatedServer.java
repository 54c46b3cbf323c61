package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.property.simulation.ServerKind.OnSecond;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The remote tree, and what happens to the calls that change it. */
final class SimulatedServer {

    /** What was created, under the name that the server gave it. */
    record Folder(DirId dirId, DirId parent, String requested, String name, long created, boolean hidden) {}

    /** How it refuses all calls of the account. */
    static final String BANNED = "banned";

    /** How it refuses a listing. */
    static final String UNLISTED = "no listing";

    private static final int HIDDEN = 4;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final Map<DirId, Folder> folders = new LinkedHashMap<>();
    private final Map<DirId, List<Folder>> children = new HashMap<>();
    private final Consumer<Folder> onCreated;
    private ServerKind kind;

    SimulatedServer(VirtualTime time, RandomGenerator random, ServerKind kind, Consumer<Folder> onCreated) {
        this.onCreated = onCreated;
        this.time = time;
        this.random = random;
        this.kind = kind;
    }

    void kind(ServerKind now) {
        kind = now;
    }

    Collection<Folder> folders() {
        return folders.values();
    }

    @Nullable
    Folder folder(DirId dirId) {
        return folders.get(dirId);
    }

    MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding form) {
        if (form == NameEncoding.ARRAY && kind.strings()) {
            return refused(RefusalReason.FORM);
        }
        if (!parent.equals(DirId.ROOT) && !folders.containsKey(parent)) {
            return refused(RefusalReason.NO_PARENT);
        }
        if (kind.limits().isBanned(time.nanos())) {
            return MkdirBatchResult.all(new Refused(RefusalReason.UNKNOWN, 1, BANNED, null));
        }
        if (kind.limits().levels() > 0 && depth(parent) >= kind.limits().levels()) {
            return refused(RefusalReason.TOO_MANY);
        }
        double fate = random.nextDouble();
        if ((fate -= kind.throttled()) < 0) {
            return MkdirBatchResult.all(new MkdirResult.Throttled(null, null));
        }
        if ((fate -= kind.lostBefore()) < 0) {
            return MkdirBatchResult.all(new Unknown("lost before", null));
        }
        if ((fate -= kind.lostAfter()) < 0) {
            create(names, parent);
            return MkdirBatchResult.all(new Unknown("lost after", null));
        }
        if ((fate -= kind.lostLate()) < 0) {
            time.after(random.nextLong(kind.late()), () -> create(names, parent));
            return MkdirBatchResult.all(new Unknown("late", null));
        }
        if (fate - kind.odd() < 0) {
            create(names.subList(0, random.nextInt(names.size() + 1)), parent);
            return refused(RefusalReason.UNKNOWN);
        }
        MkdirBatchResult result = create(names, parent);
        return random.nextDouble() < kind.partial() ? partial(names, result) : result;
    }

    private static MkdirBatchResult refused(RefusalReason reason) {
        return MkdirBatchResult.all(new Refused(reason, 1, reason.name(), null));
    }

    private int depth(DirId dirId) {
        Folder folder = folders.get(dirId);
        return folder == null ? 0 : 1 + depth(folder.parent());
    }

    private MkdirBatchResult partial(List<String> names, MkdirBatchResult result) {
        if (result.whole() != null) {
            return result;
        }
        Map<String, MkdirResult> some = new HashMap<>();
        for (String name : names) {
            some.put(name, random.nextBoolean() ? result.of(name) : new Unknown("half an answer", null));
        }
        return MkdirBatchResult.perName(names, some);
    }

    /** A server that rejects stops at the first name that exists, and one that is full when it has no more room. */
    private MkdirBatchResult create(List<String> names, DirId parent) {
        Map<String, MkdirResult> results = new HashMap<>();
        for (String name : names) {
            Folder existing = find(parent, name);
            if (existing != null && kind.onSecond() == OnSecond.REJECT) {
                return refused(RefusalReason.EXISTS);
            }
            int room = kind.limits().room();
            if (existing == null
                    && room > 0
                    && children.getOrDefault(parent, List.of()).size() >= room) {
                return refused(RefusalReason.TOO_MANY);
            }
            Folder folder = existing != null && kind.onSecond() == OnSecond.RETURN ? existing : create(parent, name);
            results.put(name, new Created(folder.name(), folder.dirId(), null));
        }
        return MkdirBatchResult.perName(names, results);
    }

    private Folder create(DirId parent, String requested) {
        String name = requested;
        for (int i = 1; kind.onSecond() == OnSecond.RENAME && find(parent, name) != null; i++) {
            name = requested + "(" + i + ")";
        }
        DirId dirId = new DirId("d" + (100_000 + folders.size()));
        boolean hidden = random.nextInt(HIDDEN) == 0;
        Folder folder = new Folder(dirId, parent, requested, name, time.nanos(), hidden);
        folders.put(dirId, folder);
        onCreated.accept(folder);
        children.computeIfAbsent(parent, fresh -> new ArrayList<>()).add(folder);
        return folder;
    }

    @Nullable
    Folder find(DirId parent, String name) {
        for (Folder folder : children.getOrDefault(parent, List.of())) {
            if (folder.name().equals(name)) {
                return folder;
            }
        }
        return null;
    }

    /** What exists under the name, or because it was requested. */
    List<Folder> all(DirId parent, String requested) {
        return children.getOrDefault(parent, List.of()).stream()
                .filter(folder -> folder.requested().equals(requested))
                .toList();
    }

    ListResult list(DirId parent) {
        if (random.nextDouble() < kind.unlisted()) {
            return new ListResult.Refused(1, UNLISTED);
        }
        if (!parent.equals(DirId.ROOT) && !folders.containsKey(parent)) {
            return new ListResult.Refused(5066, "no such folder");
        }
        Map<String, List<Entry>> byName = new HashMap<>();
        for (Folder folder : children.getOrDefault(parent, List.of())) {
            if (kind.isListed(folder, time.nanos())) {
                byName.computeIfAbsent(folder.name(), fresh -> new ArrayList<>())
                        .add(new Entry(folder.name(), folder.dirId(), true));
            }
        }
        return new Listed(byName, Set.of());
    }

    DetailResult detail(DirId dirId) {
        Folder folder = folders.get(dirId);
        return folder == null
                ? new DetailResult.Missing()
                : new DetailResult.Found(
                        folder.name(), folder.parent(), folder.parent().equals(DirId.ROOT), false);
    }

    boolean isDown() {
        return random.nextDouble() < kind.down();
    }
}
