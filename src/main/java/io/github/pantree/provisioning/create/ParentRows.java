package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.LedgerFolder;
import org.jspecify.annotations.Nullable;

/** Reads the rows of parents. Siblings arrive side by side, so the last parent is kept for the next of them. */
final class ParentRows {

    private final long manifest;
    private final FolderStore ledger;
    private @Nullable LedgerFolder last;

    ParentRows(long manifest, FolderStore ledger) {
        this.manifest = manifest;
        this.ledger = ledger;
    }

    LedgerFolder find(long number) {
        LedgerFolder known = last;
        if (known == null || known.number() != number) {
            known = ledger.find(manifest, number).orElseThrow();
            last = known;
        }
        return known;
    }
}
