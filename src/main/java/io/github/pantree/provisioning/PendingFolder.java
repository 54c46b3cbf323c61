package io.github.pantree.provisioning;

import io.github.pantree.ledger.Folder;

/**
 * A folder for the create step.
 *
 * @param last whether no more follow, so that the writer has to see all of them to their end
 */
record PendingFolder(Folder folder, boolean last) {}
