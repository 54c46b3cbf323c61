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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the folders that an earlier run sent more than once, and that complete listings of their parents show alone.
 * Without this, everything below them is looked up again, since another folder may take their place: a run that is
 * always stopped would do that at each start, and get no further. A call may still be carried out later, so these
 * folders, too, are left to {@link LateCommitCheck} at the end of the run.
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
     * Waits for calls that the earlier run may have sent just now, and lists the parents, until a stop is requested.
     *
     * @return the numbers of the folders that are alone
     */
    public Set<Long> run() throws InterruptedException {
        Set<Long> alone = new HashSet<>();
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
                list(siblings, alone);
            }
            after = page.isEmpty() ? after : page.get(page.size() - 1).folder().number();
        } while (page.size() == PAGE && !stop.isRequested());
        return alone;
    }

    private void awaitCommits(long begun) throws InterruptedException {
        while (timing.nanos() - begun < settle.total().toNanos() && !stop.isRequested()) {
            timing.sleep(MAX_WAIT);
        }
    }

    private void list(Map<DirId, List<SentAgain>> siblings, Set<Long> alone) throws InterruptedException {
        try (CallExecutor calls = new CallExecutor(concurrency, timing)) {
            siblings.forEach((parent, sent) -> {
                LedgerFolder any = sent.get(0).folder();
                calls.call(
                        any.path(),
                        any.line(),
                        () -> api.list(parent),
                        result -> alone.addAll(alone(parent, sent, result)));
            });
            calls.runAllCallbacks(stop);
        }
    }

    private List<Long> alone(DirId parent, List<SentAgain> sent, ListResult result) {
        if (!(result instanceof Listed listed)
                || !MissingChildren.of(tree, manifest, parent, Set.of(), listed).isEmpty()) {
            return List.of();
        }
        NumberedCopies numbered = new NumberedCopies(listed);
        return sent.stream()
                .filter(each -> isAlone(each, listed, numbered))
                .map(each -> each.folder().number())
                .toList();
    }

    private boolean isAlone(SentAgain sent, Listed listed, NumberedCopies numbered) {
        LedgerFolder folder = sent.folder();
        LookupResult result = LookupResult.of(folder.name(), listed);
        return folder.dirId() != null
                && folder.dirId().equals(result.dirId())
                && copies.resultsOfCalls(sent, numbered.of(folder.name())).isEmpty();
    }
}
