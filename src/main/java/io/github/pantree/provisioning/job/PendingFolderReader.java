package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the folders that do not exist yet, parents before children. Stores no position in the step's context: after a
 * restart, the ledger is more accurate than a counter.
 */
final class PendingFolderReader implements ItemReader<PendingFolder> {

    private static final int PAGE = 1_000;

    private final long manifest;
    private final Ledger ledger;
    private final Deque<LedgerFolder> page = new ArrayDeque<>();
    private long after = LedgerFolder.TARGET;
    private boolean started;

    PendingFolderReader(long manifest, Ledger ledger) {
        this.manifest = manifest;
        this.ledger = ledger;
    }

    @Override
    public @Nullable PendingFolder read() {
        if (page.isEmpty()) {
            nextPage();
        }
        LedgerFolder folder = page.poll();
        if (folder == null) {
            return started ? null : lateCheck();
        }
        started = true;
        if (page.isEmpty()) {
            nextPage();
        }
        return new PendingFolder(folder, page.isEmpty());
    }

    /** Nothing is pending, but folders that were sent twice may have to be looked up again. */
    private @Nullable PendingFolder lateCheck() {
        started = true;
        return ledger.tree().sentAgain(manifest, LedgerFolder.TARGET, 1).isEmpty() ? null : PendingFolder.NONE;
    }

    private void nextPage() {
        page.addAll(ledger.folders().unfinished(manifest, after, PAGE));
        after = page.isEmpty() ? after : page.getLast().number();
    }
}
