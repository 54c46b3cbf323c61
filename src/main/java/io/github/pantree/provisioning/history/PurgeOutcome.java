package io.github.pantree.provisioning.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was deleted, or would be, and what was not although it is old enough.
 *
 * @param dryRun whether nothing was deleted
 * @param folders lines of the ledger that go with the runs
 */
public record PurgeOutcome(Duration olderThan, boolean dryRun, List<Gone> gone, List<Kept> kept, long folders) {

    /** A run that goes. */
    public record Gone(String run, String manifest) {}

    /** A run that stays, and for what; that of its manifest which would go on. */
    public record Kept(String run, String manifest, String why) {}

    /** As one line of JSON, with the keys that the README promises. */
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("older_than_seconds", olderThan.toSeconds());
        root.put("dry_run", dryRun);
        root.put("deleted", gone);
        root.put("kept", kept);
        root.put("folders", folders);
        return JsonMapper.builder().build().writeValueAsString(root);
    }
}
