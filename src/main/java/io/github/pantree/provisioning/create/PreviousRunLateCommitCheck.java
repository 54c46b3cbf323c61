package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.AccountTree.SentAgain;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes up for the {@link LateCommitCheck} that an earlier run did not reach: folders that it sent more than once are
 * recorded as single if a complete listing of their parent shows each of them once. Without this, everything below them
 * is looked up again, since another folder may take their place: a run that is always stopped would do that at each
 * start, and get no further. All others are left to this run's own check.
 */
public final class PreviousRunLateCommitCheck {

    private static final int PAGE = 1_000;
    private static final Duration MAX_WAIT = Duration.ofMillis(50);

    private final long manifest;
    private final AccountTree tree;
    private final FolderApi api;
    private final int concurrency;
    private final SettleSettings settle;
    private final TimeSource timing;
    private final StopSignal stop;
    private final CopyClassifier copies;

    public PreviousRunLateCommitCheck(
            long manifest, AccountTree tree, FolderApi api, RunSettings settings, TimeSource timing, StopSignal stop) {
        this.manifest = manifest;
        this.tree = tree;
        this.api = api;
        this.concurrency = settings.concurrency();
        this.settle = settings.settle();
        this.timing = timing;
        this.stop = stop;
        this.copies = new CopyClassifier(manifest, tree);
    }

    /**
     * Waits for calls that the earlier run may have sent just now, lists the parents, and records single folders; until
     * a stop is requested.
     */
    public void run() throws InterruptedException {
        long begun = timing.nanos();
        long after = LedgerFolder.TARGET;
        List<SentAgain> page;
        do {
            page = tree.sentAgain(manifest, after, PAGE);
            Map<DirId, List<SentAgain>> siblings = page.stream()
                    .filter(sent ->
                            sent.folder().state().exists() && sent.folder().hasChildren())
                    .collect(Collectors.groupingBy(SentAgain::parent, LinkedHashMap::new, Collectors.toList()));
            if (!siblings.isEmpty()) {
                awaitCommits(begun);
                list(siblings);
            }
            after = page.isEmpty() ? after : page.get(page.size() - 1).folder().number();
        } while (page.size() == PAGE && !stop.isRequested());
    }

    private void awaitCommits(long begun) throws InterruptedException {
        while (timing.nanos() - begun < settle.total().toNanos() && !stop.isRequested()) {
            timing.sleep(MAX_WAIT);
        }
    }

    private void list(Map<DirId, List<SentAgain>> siblings) throws InterruptedException {
        try (CallExecutor calls = new CallExecutor(concurrency, timing)) {
            siblings.forEach((parent, sent) -> {
                LedgerFolder any = sent.get(0).folder();
                calls.call(any.path(), any.line(), () -> api.list(parent), result -> onResult(parent, sent, result));
            });
            calls.runAllCallbacks(stop);
        }
    }

    private void onResult(DirId parent, List<SentAgain> sent, ListResult result) {
        if (result instanceof Listed listed
                && MissingChildren.of(tree, manifest, parent, Set.of(), listed).isEmpty()) {
            NumberedCopies numbered = new NumberedCopies(listed);
            List<Long> single = sent.stream()
                    .filter(each -> isAlone(each, listed, numbered))
                    .map(each -> each.folder().number())
                    .toList();
            if (!single.isEmpty()) {
                tree.markSingle(manifest, single);
            }
        }
    }

    private boolean isAlone(SentAgain sent, Listed listed, NumberedCopies numbered) {
        LedgerFolder folder = sent.folder();
        LookupResult result = LookupResult.of(folder.name(), listed);
        return folder.dirId() != null
                && folder.dirId().equals(result.dirId())
                && copies.resultsOfCalls(sent, numbered.of(folder.name())).isEmpty();
    }
}
