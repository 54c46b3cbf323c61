package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.LedgerFolder;

/**
 * A folder for the create step.
 *
 * @param last whether no more follow, so that the writer has to see all of them to their end
 */
record PendingFolder(LedgerFolder folder, boolean last) {}
