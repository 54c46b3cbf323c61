package io.github.pantree.provisioning.history;

import io.github.pantree.support.Json;
import java.util.List;

/**
 * What was deleted or would be deleted, and what was kept although it is old enough.
 *
 * @param olderThanSeconds the minimum age of the deleted runs
 * @param dryRun whether nothing was deleted
 * @param folders number of ledger rows that are deleted with the runs
 */
public record PurgeOutcome(
        long olderThanSeconds, boolean dryRun, List<Deleted> deleted, List<Retained> kept, long folders) {

    /** A run that is deleted. */
    public record Deleted(String run, String manifest) {}

    /** A run that is kept, and why. */
    public record Retained(String run, String manifest, String why) {}

    /** As one line of JSON, with the documented keys. */
    public String json() {
        return Json.write(this);
    }
}
