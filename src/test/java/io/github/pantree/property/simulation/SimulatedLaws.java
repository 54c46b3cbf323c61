package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.property.simulation.SimulatedServer.Folder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

/**
 * What must be true of every history. At each call: the claim, the intent and the parent's dirID are durable, and no
 * folder is sent whose dirID is known. At the end: nothing is lost, and a folder exists twice, or under another name,
 * only if no run could know of it in time; then a run reported it with its dirID.
 */
final class SimulatedLaws {

    private record Wanted(DirId parent, String name) {}

    private static final Pattern DIR_ID = Pattern.compile("d\\d{6}");

    private final SimulatedWorld world;
    private final boolean strict;
    private final LimitLaws limits;
    private final Set<String> problems = new TreeSet<>();
    private final Set<DirId> reported = new HashSet<>();
    /** When a folder was sent last. */
    private final Map<Wanted, Long> sent = new HashMap<>();
    /** When a run of the manifest reached its end last. */
    private final Map<SimulatedManifest, Long> ends = new HashMap<>();
    /** What listings showed beside another folder of the requested name, to runs that reached their end. */
    private final Set<DirId> seenTwice = new HashSet<>();

    SimulatedLaws(SimulatedWorld world, boolean strict) {
        this.world = world;
        this.strict = strict;
        this.limits = new LimitLaws(world.time(), this::problem);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    void problem(String text) {
        problems.add(text);
    }

    SimulatedApi.Observer observer(SimulatedProcess process) {
        return new SimulatedApi.Observer() {
            @Override
            public void onMkdir(List<String> names, DirId parent) {
                world.trace(() -> process + " mkdir " + names + " below " + parent);
                boolean shared = world.database().isShared();
                if (shared && !world.database().isCurrent(process.session())) {
                    // The pacer gives a slot to the holder of the lock only.
                    throw new CannotAcquireLockException("another process has the lock");
                }
                names.forEach(
                        name -> sent.put(new Wanted(parent, name), world.time().nanos()));
                if (strict) {
                    if (shared && !world.database().holds(process.session(), parent)) {
                        problem("sent without the claim of " + parent);
                    }
                    names.forEach(name -> checkIntent(world.database().manifest(process.manifest()), name, parent));
                }
                if (!shared) {
                    names.forEach(name -> checkUnknown(name, parent));
                }
            }

            @Override
            public void onResult(List<String> names, DirId parent, MkdirBatchResult result) {
                limits.onResult(process, names, parent, result);
            }

            @Override
            public void onListed(DirId parent, Listed listed) {
                world.trace(() ->
                        process + " list " + parent + " " + listed.byName().keySet());
                SimulatedLaws.this.onListed(process, parent, listed);
            }
        };
    }

    private void checkIntent(SimulatedManifest manifest, String name, DirId parent) {
        boolean intended = manifest.rows().stream()
                .filter(row -> parent.equals(row.dirId()) && row.state().exists())
                .flatMap(row -> manifest.children(row).stream())
                .anyMatch(row -> row.name().equals(name) && row.state() == FolderState.SENT);
        if (!intended) {
            problem("sent \"" + name + "\" below " + parent + " without durable intent or parent");
        }
    }

    private void checkUnknown(String name, DirId parent) {
        Set<DirId> existing =
                world.server().all(parent, name).stream().map(Folder::dirId).collect(Collectors.toSet());
        if (!existing.isEmpty()
                && world.database().manifests().stream()
                        .flatMap(manifest -> manifest.rows().stream())
                        .anyMatch(row -> row.dirId() != null && existing.contains(row.dirId()))) {
            problem("sent \"" + name + "\" below " + parent + " although its dirID was known");
        }
    }

    private void onListed(SimulatedProcess process, DirId parent, Listed listed) {
        SimulatedManifest manifest = world.database().manifest(process.manifest());
        Map<String, List<DirId>> byRequest = listed.byName().values().stream()
                .flatMap(List::stream)
                .map(Entry::dirId)
                .collect(Collectors.groupingBy(this::requested));
        byRequest.forEach((name, all) -> {
            boolean renamed = all.stream().anyMatch(dirId -> !name.equals(name(dirId)));
            if (all.size() > 1 && isWaitedFor(manifest, parent, name) && (!renamed || isMarked(parent, name))) {
                process.seenTwice().addAll(all);
            }
        });
    }

    /** Whether the run decides about the folder, or knows that it may have been created twice. */
    private static boolean isWaitedFor(SimulatedManifest manifest, DirId parent, String name) {
        return manifest.rows().stream()
                .filter(row -> parent.equals(row.dirId()))
                .flatMap(row -> manifest.children(row).stream())
                .filter(row -> row.name().equals(name))
                .anyMatch(row -> row.state().exists()
                        ? manifest.sentAgain.containsKey(row.number())
                        : row.state() != FolderState.FAILED);
    }

    /** Whether it is recorded that the folder was sent again: otherwise a copy of it says nothing. */
    private boolean isMarked(DirId parent, String name) {
        return world.database().manifests().stream()
                .anyMatch(rows -> rows.marks(parent, name).findAny().isPresent());
    }

    private String name(DirId dirId) {
        Folder folder = world.server().folder(dirId);
        return folder == null ? "" : folder.name();
    }

    private String requested(DirId dirId) {
        Folder folder = world.server().folder(dirId);
        return folder == null ? "" : folder.requested();
    }

    /** Takes what its result files say. */
    void onEnd(SimulatedProcess process) {
        if (process.code() == SimulatedProcess.DONE || process.code() == SimulatedProcess.FAILED_ROWS) {
            seenTwice.addAll(process.seenTwice());
            ends.put(world.database().manifest(process.manifest()), world.time().nanos());
        }
        List<LedgerFolder> rows =
                List.copyOf(world.database().manifest(process.manifest()).rows());
        limits.onEnd(process, rows);
        for (LedgerFolder row : rows) {
            if (row.message() != null && row.state() == FolderState.FAILED) {
                Matcher matcher = DIR_ID.matcher(row.message());
                while (matcher.find()) {
                    reported.add(new DirId(matcher.group()));
                }
            }
        }
    }

    /** Takes the rows of a manifest that was run without faults until it was done. */
    void onFinished(SimulatedManifest manifest, int code) {
        for (LedgerFolder row : manifest.rows()) {
            if (row.number() == LedgerFolder.TARGET) {
                continue;
            }
            DirId parent = manifest.row(row.parentNumber()).dirId();
            Folder folder = row.dirId() == null ? null : world.server().folder(row.dirId());
            if (!row.state().exists()) {
                checkUnfinished(row, parent, code);
            } else if (folder == null
                    || !folder.requested().equals(row.name())
                    || (parent != null && !folder.parent().equals(parent))) {
                problem("wrong dirID " + row.dirId() + " of " + row.path());
            }
        }
    }

    /** Only a folder that exists twice, and what is below it, is left to a person. */
    private void checkUnfinished(LedgerFolder row, @Nullable DirId parent, int code) {
        boolean twice = parent != null && world.server().all(parent, row.name()).size() > 1;
        if (code != SimulatedProcess.FAILED_ROWS || (row.state() == FolderState.FAILED && !twice)) {
            problem("lost " + row.path() + " (" + row.state() + ", exit code " + code + "): " + row.message());
        }
    }

    /** Whether a run reached its end later that had the row of the folder, and was not blocked above it. */
    private boolean isDecidedAfter(Wanted wanted, long moment) {
        return ends.entrySet().stream()
                .filter(end -> end.getValue() > moment)
                .anyMatch(end -> end.getKey().rows().stream()
                        .filter(row -> wanted.parent().equals(row.dirId())
                                && row.state().exists())
                        .flatMap(row -> end.getKey().children(row).stream())
                        .anyMatch(row -> row.name().equals(wanted.name())));
    }

    /** Whether a manifest has this dirID. */
    private boolean isRecorded(DirId dirId) {
        return world.database().manifests().stream()
                .flatMap(manifest -> manifest.rows().stream())
                .anyMatch(row -> dirId.equals(row.dirId()));
    }

    /**
     * Whether some of the folders should have been reported: a run reached its end that looked for them when the time
     * of settling had passed since the last call, and they were listed by then.
     */
    private boolean isReportDue(Folder first, List<Folder> all, List<DirId> unreported) {
        Wanted wanted = new Wanted(first.parent(), first.requested());
        long looked = Objects.requireNonNull(sent.get(wanted)) + ServerKind.SETTLING;
        ServerKind server = world.history().server();
        List<DirId> listed = all.stream()
                .filter(folder -> server.isListed(folder, looked))
                .map(Folder::dirId)
                .toList();
        return isDecidedAfter(wanted, looked)
                && unreported.stream()
                        .filter(listed::contains)
                        .anyMatch(dirId -> listed.size() > 1 || !isRecorded(dirId));
    }

    void check() {
        Set<String> checked = new HashSet<>();
        for (Folder folder : world.server().folders()) {
            List<Folder> all = world.server().all(folder.parent(), folder.requested());
            if (all.size() > 1 && checked.add(folder.parent() + "/" + folder.requested())) {
                checkTwice(folder, all);
            }
        }
    }

    private void checkTwice(Folder first, List<Folder> all) {
        String what = "\"" + first.requested() + "\" below " + first.parent() + " "
                + all.stream()
                        .map(folder -> folder.name() + "=" + folder.dirId())
                        .toList();
        List<DirId> unreported = all.stream()
                .map(Folder::dirId)
                .filter(dirId -> !reported.contains(dirId))
                .toList();
        boolean seen = unreported.stream().anyMatch(seenTwice::contains);
        if (world.history().server().isSettled()) {
            problem("created twice: " + what);
        } else if (!unreported.isEmpty() && !world.history().losses()) {
            if (isReportDue(first, all, unreported)) {
                problem("not reported: " + what);
            } else if (seen) {
                problem("seen and not reported: " + what);
            }
        }
        Set<DirId> ids = all.stream().map(Folder::dirId).collect(Collectors.toSet());
        long withChildren = world.server().folders().stream()
                .map(Folder::parent)
                .filter(ids::contains)
                .distinct()
                .count();
        if (withChildren > 1 && !unreported.isEmpty() && !world.history().losses()) {
            problem("children in more than one of " + what);
        }
    }
}
