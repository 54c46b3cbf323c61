package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the run ends, lists again the parents of folders that were sent more than once: a server may carry out a call
 * long after its connection was closed. If a second folder is found, with the same name or as a numbered copy, the row
 * fails with all dirIDs. A listing that lacks known folders is repeated within the limits of settling. If one of them
 * exists nevertheless, or the parent cannot be listed, it is unknown whether an earlier call was carried out, and the
 * row fails, too, until a later run finds the folder alone in a complete listing.
 */
final class LateCommitCheck {

    private static final Logger log = LoggerFactory.getLogger(LateCommitCheck.class);

    private static final int PAGE = 1_000;

    private final long manifest;
    private final FolderStore ledger;
    private final AccountTree tree;
    private final FolderApi api;
    private final CallExecutor executor;
    private final DetailChecks details;
    private final TimerQueue timers;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final SettleSettings settle;
    private final CopyClassifier copies;
    /** Calls of earlier runs were sent before. */
    private final long begunNanos;

    private boolean waited;
    private int open;
    private long after = LedgerFolder.TARGET;
    private boolean done;

    LateCommitCheck(CreationContext context, DetailChecks details, TimerQueue timers) {
        this.manifest = context.manifest();
        this.ledger = context.ledger();
        this.tree = context.tree();
        this.api = context.api();
        this.executor = context.executor();
        this.details = details;
        this.timers = timers;
        this.timing = context.timing();
        this.progress = context.progress();
        this.settle = context.settings().settle();
        this.copies = new CopyClassifier(manifest, tree);
        this.begunNanos = timing.nanos();
    }

    /**
     * Starts the check, or its next calls, unless some are in flight.
     *
     * @param lastSentNanos when this run's last call ended for a folder that may already have existed; the check waits
     *     for as long after it as lookups take
     */
    void advance(Optional<Long> lastSentNanos) {
        while (open == 0 && !done) {
            List<SentAgain> page = tree.sentAgain(manifest, after, PAGE);
            List<SentAgain> existing =
                    page.stream().filter(sent -> sent.folder().state().exists()).toList();
            if (!existing.isEmpty() && !waited) {
                waited = true;
                long left = settle.total().toNanos() - (timing.nanos() - lastSentNanos.orElse(begunNanos));
                later(Duration.ofNanos(Math.max(0, left)), () -> {});
            } else {
                done = page.isEmpty();
                after = done ? after : page.get(page.size() - 1).folder().number();
                check(existing);
            }
        }
    }

    boolean isDone() {
        return done;
    }

    private void later(Duration pause, Runnable action) {
        open++;
        timers.after(pause, () -> {
            open--;
            action.run();
        });
    }

    private void check(List<SentAgain> existing) {
        existing.stream()
                .collect(Collectors.groupingBy(SentAgain::parent, LinkedHashMap::new, Collectors.toList()))
                .forEach((parent, sent) -> list(parent, sent, 1, null));
    }

    /** @param before what the listing before lacked; null if this is the first one */
    private void list(DirId parent, List<SentAgain> sent, int lookups, @Nullable MissingChildren before) {
        open++;
        LedgerFolder any = sent.get(0).folder();
        executor.call(any.path(), any.line(), () -> api.list(parent), result -> {
            open--;
            if (result instanceof Listed listed) {
                MissingChildren missing = before == null
                        ? MissingChildren.of(tree, manifest, parent, Set.of(), listed)
                        : before.without(listed);
                compare(parent, sent, listed, lookups, missing);
            } else if (result instanceof ListResult.Refused refused) {
                String reason = Messages.format("row.unlisted", refused.describe());
                sent.forEach(each -> fail(each.folder(), unseen(each.folder(), reason)));
            }
        });
    }

    private void compare(DirId parent, List<SentAgain> sent, Listed listed, int lookups, MissingChildren missing) {
        NumberedCopies numbered = new NumberedCopies(listed);
        boolean last = lookups >= settle.looks();
        List<SentAgain> alone = new ArrayList<>();
        List<SentAgain> undecided = new ArrayList<>();
        for (SentAgain each : sent) {
            LedgerFolder folder = each.folder();
            List<Entry> others = new ArrayList<>(listed.folders(folder.name()));
            boolean isListed = others.removeIf(entry -> entry.dirId().equals(folder.dirId()))
                    || isListedUnderOtherName(folder, listed);
            others.addAll(copies.resultsOfCalls(each, numbered.of(folder.name())));
            if (isListed && !others.isEmpty()) {
                fail(folder, message(folder, others));
            } else if (!isListed && (!others.isEmpty() || last)) {
                checkOwn(each, others);
            } else if (isListed && (missing.isEmpty() || last)) {
                alone.add(each);
            } else {
                undecided.add(each);
            }
        }
        confirmAlone(parent, alone, missing);
        if (!undecided.isEmpty()) {
            later(settle.pauseAfter(lookups), () -> list(parent, undecided, lookups + 1, missing));
        }
    }

    private static boolean isListedUnderOtherName(LedgerFolder folder, Listed listed) {
        return folder.adoption() != null && listed.hasFolder(folder.dirId());
    }

    /** If a known folder exists that the listing lacks, the result of a call may be missing as well. */
    private void confirmAlone(DirId parent, List<SentAgain> alone, MissingChildren missing) {
        if (alone.isEmpty()) {
            return;
        }
        open++;
        details.check(alone.get(0).folder(), parent, Set.of(), missing, existing -> {
            open--;
            if (existing.isComplete()) {
                tree.markSingle(
                        manifest,
                        alone.stream().map(each -> each.folder().number()).toList());
            } else {
                String reason = Messages.format("look.incomplete", String.valueOf(existing.example()));
                alone.forEach(each -> fail(each.folder(), unseen(each.folder(), reason)));
            }
        });
    }

    /** The folder itself is not listed: it was deleted, or the listing is incomplete. */
    private void checkOwn(SentAgain sent, List<Entry> others) {
        LedgerFolder folder = sent.folder();
        DirId own = Objects.requireNonNull(folder.dirId());
        open++;
        executor.call(folder.path(), folder.line(), () -> api.detail(own), result -> {
            open--;
            if (result instanceof DetailResult.NotSent) {
                // The run is stopping, so nothing is decided.
                return;
            }
            if (result instanceof DetailResult.Missing || (others.isEmpty() && isElsewhere(sent, result))) {
                fail(folder, Messages.format("row.deleted", own));
                tree.markSingle(manifest, List.of(folder.number()));
            } else {
                fail(folder, message(folder, others));
            }
        });
    }

    /** Whether the folder was moved, renamed or deleted after its creation, so that its parent does not contain it. */
    private static boolean isElsewhere(SentAgain sent, DetailResult result) {
        return result instanceof DetailResult.Found found
                && !found.isAt(
                        sent.parent(),
                        sent.folder().adoption() == null ? sent.folder().name() : found.name());
    }

    /** The message if it is unknown whether an earlier call was carried out. */
    private static String unseen(LedgerFolder folder, String reason) {
        return Messages.format("row.twiceUnseen", Objects.requireNonNull(folder.dirId()), reason);
    }

    private static String message(LedgerFolder folder, List<Entry> others) {
        DirId own = Objects.requireNonNull(folder.dirId());
        if (others.isEmpty()) {
            return unseen(folder, Messages.format("look.notListed"));
        }
        if (others.stream().allMatch(other -> other.name().equals(folder.name()))) {
            List<DirId> all = Stream.concat(Stream.of(own), others.stream().map(Entry::dirId))
                    .toList();
            return String.valueOf(new LookupResult(all, false).conflict());
        }
        String listed = others.stream()
                .map(other -> "\"" + other.name() + "\" (dirID " + other.dirId() + ")")
                .collect(Collectors.joining(", "));
        return Messages.format("row.twice", own, listed);
    }

    private void fail(LedgerFolder folder, String message) {
        log.warn("{}: {}", folder.path(), message);
        ledger.saveOutcomes(
                manifest,
                List.of(new FolderUpdate(
                        folder.number(),
                        FolderState.FAILED,
                        folder.inDoubt() || folder.state() == FolderState.CREATED,
                        folder.dirId(),
                        message,
                        folder.traceId(),
                        folder.hasChildren(),
                        null)));
        progress.recordDuplicate(folder.state());
    }
}
