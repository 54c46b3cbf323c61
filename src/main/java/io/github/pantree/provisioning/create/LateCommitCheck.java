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
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before the run ends, lists again the parents of folders that were sent more than once: a server may carry out a call
 * long after its connection was closed. If two folders are found, the row fails with both dirIDs.
 */
final class LateCommitCheck {

    private static final Logger log = LoggerFactory.getLogger(LateCommitCheck.class);

    private static final int PAGE = 1_000;

    private final long manifest;
    private final FolderStore ledger;
    private final AccountTree tree;
    private final FolderApi api;
    private final CallExecutor executor;
    private final TimerQueue timers;
    private final TimeSource timing;
    private final ProgressTracker progress;
    private final Duration settling;
    private boolean waited;
    private int open;
    private long after = LedgerFolder.TARGET;
    private boolean done;

    LateCommitCheck(
            long manifest,
            FolderStore ledger,
            AccountTree tree,
            FolderApi api,
            CallExecutor executor,
            TimerQueue timers,
            TimeSource timing,
            ProgressTracker progress,
            SettleSettings settle) {
        this.manifest = manifest;
        this.ledger = ledger;
        this.tree = tree;
        this.api = api;
        this.executor = executor;
        this.timers = timers;
        this.timing = timing;
        this.progress = progress;
        Duration all = Duration.ZERO;
        for (int look = 1; look < settle.looks(); look++) {
            all = all.plus(settle.pauseAfter(look));
        }
        this.settling = all;
    }

    /**
     * Starts the check if it has not started, and returns whether it is finished.
     *
     * @param lastSent when this run last sent a folder again, in nanoseconds; the check waits for as long after it as
     *     lookups take
     */
    boolean isDone(Optional<Long> lastSent) {
        if (!waited && lastSent.isPresent()) {
            waited = true;
            open++;
            long left = settling.toNanos() - (timing.nanos() - lastSent.get());
            timers.after(Duration.ofNanos(Math.max(0, left)), () -> open--);
        } else if (open == 0 && !done) {
            nextPage();
        }
        return done;
    }

    private void nextPage() {
        List<SentAgain> page = tree.sentAgain(manifest, after, PAGE);
        done = page.isEmpty();
        if (!done) {
            after = page.get(page.size() - 1).folder().number();
        }
        Map<DirId, List<SentAgain>> byParent = page.stream()
                .collect(Collectors.groupingBy(SentAgain::parent, LinkedHashMap::new, Collectors.toList()));
        byParent.forEach(this::list);
    }

    private void list(DirId parent, List<SentAgain> sent) {
        open++;
        LedgerFolder any = sent.get(0).folder();
        executor.call(any.path(), any.line(), () -> api.list(parent), result -> {
            open--;
            if (result instanceof Listed listed) {
                sent.forEach(each -> compare(each, listed));
            } else if (result instanceof ListResult.Refused refused) {
                log.warn("{}", Messages.format("look.unlisted", any.path(), refused.describe()));
            }
        });
    }

    private void compare(SentAgain sent, Listed listed) {
        DirId own = Objects.requireNonNull(sent.folder().dirId());
        LookupResult result = LookupResult.of(sent.folder().name(), listed);
        List<DirId> others =
                result.dirIds().stream().filter(dirId -> !dirId.equals(own)).toList();
        if (others.isEmpty()) {
            tree.markSingle(manifest, List.of(sent.folder().number()));
        } else if (others.size() < result.dirIds().size()) {
            fail(sent.folder(), result);
        } else {
            checkOwn(sent, own, others);
        }
    }

    /** Only other folders are listed: the own one is either not listed yet, or was deleted. */
    private void checkOwn(SentAgain sent, DirId own, List<DirId> others) {
        open++;
        LedgerFolder folder = sent.folder();
        executor.call(folder.path(), folder.line(), () -> api.detail(own), result -> {
            open--;
            if (result instanceof DetailResult.NotSent) {
                return;
            }
            if (result instanceof DetailResult.Missing) {
                tree.markSingle(manifest, List.of(folder.number()));
            } else {
                List<DirId> both = new ArrayList<>(others);
                both.add(0, own);
                fail(folder, new LookupResult(both, false));
            }
        });
    }

    private void fail(LedgerFolder folder, LookupResult result) {
        String message = String.valueOf(result.conflict());
        log.warn("{}: {}", folder.path(), message);
        ledger.saveOutcomes(
                manifest,
                List.of(new FolderUpdate(
                        folder.number(), FolderState.FAILED, true, null, message, folder.traceId(), false)));
        progress.recordDuplicate();
    }
}
