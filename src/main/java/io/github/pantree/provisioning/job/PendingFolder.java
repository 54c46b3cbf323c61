package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerFolder;

/**
 * A folder for the create step.
 *
 * @param last whether no more folders follow, so that the writer waits until all of them have an outcome
 */
record PendingFolder(LedgerFolder folder, boolean last) {}
