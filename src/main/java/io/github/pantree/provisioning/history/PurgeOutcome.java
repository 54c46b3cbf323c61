package io.github.pantree.provisioning.history;

import io.github.pantree.support.Json;
import java.time.Duration;
import java.util.List;

/**
 * What was deleted, or would be, and what was not although it is old enough.
 *
 * @param dryRun whether nothing was deleted
 * @param folders lines of the ledger that go with the runs
 */
public record PurgeOutcome(
        Duration olderThan, boolean dryRun, List<Deleted> deleted, List<Retained> kept, long folders) {

    /** A run that goes. */
    public record Deleted(String run, String manifest) {}

    /** A run that stays, and for what; that of its manifest which would go on. */
    public record Retained(String run, String manifest, String why) {}

    private record Content(
            long olderThanSeconds, boolean dryRun, List<Deleted> deleted, List<Retained> kept, long folders) {}

    /** As one line of JSON, with the keys that the README promises. */
    public String json() {
        return Json.write(new Content(olderThan.toSeconds(), dryRun, deleted, kept, folders));
    }
}
