package io.github.pantree.provisioning.job;

import io.github.pantree.ledger.StagedRow;
import io.github.pantree.support.Problem;
import java.util.List;

/** The folders that one row of the manifest requests, and what is wrong with the row. */
record StagedManifestRow(List<StagedRow> folders, List<Problem> problems) {}
