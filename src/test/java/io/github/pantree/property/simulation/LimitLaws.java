package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What must be true while a server refuses all calls of the account, or all folders of a parent. Once a process was
 * refused three names in the same words, it fails no other row for it, and all processes of the database only try one
 * call from time to time. Once a parent refused a single name, the process sends nothing else below it.
 */
final class LimitLaws {

    /** As many names in the same words concern the account. */
    private static final int ENOUGH = 3;

    /** The time in which an answer arrives, and in which a call arrives that had left before. */
    private static final long CROSSING = 2 * VirtualCalls.LATENCY;
    /** The time in which other processes learn of a hold. */
    private static final long SHARING = Duration.ofSeconds(2).toNanos() + CROSSING;
    /** The shortest pause between two attempts. */
    private static final long PAUSE = Duration.ofSeconds(2).toNanos();

    /** What a process was refused. */
    private static final class Refusals {
        /** The names that were refused alone since it last got another answer. */
        private final Set<String> alone = new HashSet<>();

        private final Set<String> beforeHold = new HashSet<>();
        private final Map<DirId, Long> full = new HashMap<>();
        private long otherwise = Long.MIN_VALUE / 2;
        private boolean holds;
    }

    private final VirtualTime time;
    private final Consumer<String> problem;
    private final Map<SimulatedProcess, Refusals> refusals = new HashMap<>();
    /** When the first process knew of the ban. */
    private OptionalLong held = OptionalLong.empty();

    private OptionalLong lastAttempt = OptionalLong.empty();

    LimitLaws(VirtualTime time, Consumer<String> problem) {
        this.time = time;
        this.problem = problem;
    }

    /** Takes the result of a call at the moment when the server decides it. */
    void onResult(SimulatedProcess process, List<String> names, DirId parent, MkdirBatchResult result) {
        Refusals own = refusals.computeIfAbsent(process, fresh -> new Refusals());
        if (time.nanos() - CROSSING > own.full.getOrDefault(parent, Long.MAX_VALUE)) {
            problem.accept("sent " + names + " below " + parent + ", which is full");
        }
        MkdirResult whole = result.whole();
        if (whole instanceof Refused refused && refused.message().equals(SimulatedServer.BANNED)) {
            onBanned(process, own, names);
            return;
        }
        if (whole instanceof Refused refused && refused.reason() == RefusalReason.TOO_MANY && names.size() == 1) {
            own.full.putIfAbsent(parent, time.nanos());
        }
        own.alone.clear();
        own.otherwise = time.nanos();
    }

    private void onBanned(SimulatedProcess process, Refusals own, List<String> names) {
        if (held.isPresent() && time.nanos() > held.getAsLong() + SHARING) {
            if (lastAttempt.isPresent() && time.nanos() - lastAttempt.getAsLong() < PAUSE - CROSSING) {
                problem.accept("sent " + names + " soon after another attempt during a ban");
            }
            lastAttempt = OptionalLong.of(time.nanos());
        }
        if (!own.holds) {
            own.beforeHold.addAll(names);
        }
        // An answer of before may arrive after this one.
        boolean counts = names.size() == 1 && time.nanos() - CROSSING > own.otherwise;
        if (counts
                && own.alone.addAll(names)
                && own.alone.size() >= ENOUGH
                && !givenUp(process).containsAll(own.alone)) {
            time.after(CROSSING, () -> hold(process, own));
        }
    }

    /** The names that an earlier run gave up in the same words: they alone do not concern the account. */
    private static Set<String> givenUp(SimulatedProcess process) {
        return process.rows().stream()
                .filter(row -> String.valueOf(row.message()).contains(SimulatedServer.BANNED))
                .map(LedgerFolder::name)
                .collect(Collectors.toSet());
    }

    private void hold(SimulatedProcess process, Refusals own) {
        if (process.code() != SimulatedProcess.KILLED) {
            own.holds = true;
            held = held.isPresent() ? held : OptionalLong.of(time.nanos());
        }
    }

    /** Takes the rows of a process that has ended. */
    void onEnd(SimulatedProcess process, List<LedgerFolder> rows) {
        Refusals own = refusals.get(process);
        if (own == null || !own.holds) {
            return;
        }
        rows.stream()
                .filter(row -> row.state() == FolderState.FAILED && !own.beforeHold.contains(row.name()))
                .filter(row -> String.valueOf(row.message()).contains(SimulatedServer.BANNED)
                        && !String.valueOf(row.message()).contains(SimulatedServer.UNLISTED))
                .forEach(row -> problem.accept("failed " + row.path() + " for a ban"));
    }
}
