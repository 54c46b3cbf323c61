package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.report.ExitCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run would do.
 *
 * @param folders pending folders are those that a run would create, failed ones are in conflict, blocked ones lie below
 *     these
 * @param mkdirCalls calls that a run would send to create folders
 * @param listCalls calls that a run would send to look at what exists
 * @param time what the calls take at the configured rate
 * @param conflicts the first conflicts, as "path: why"
 * @param reason why there is no plan; null if there is one
 * @param manifest the manifest's number in the plan's own ledger
 */
public record PlanOutcome(
        ExitCode end,
        FolderCounts folders,
        long mkdirCalls,
        long listCalls,
        double rate,
        Duration time,
        List<String> conflicts,
        @Nullable String reason,
        long manifest) {

    private String status() {
        return switch (end) {
            case DONE -> "ok";
            case DIFFERENCES -> "conflicts";
            default -> end.status();
        };
    }

    /** The plan as one line of JSON. */
    public String json(String file) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("manifest", file);
        root.put("status", status());
        root.put("exit_code", end.code());
        root.put(
                "folders",
                Map.of(
                        "total", folders.total(),
                        "to_create", folders.pending(),
                        "existing", folders.existed(),
                        "in_conflict", folders.failed(),
                        "below_conflict", folders.blocked()));
        root.put("calls", Map.of("mkdir", mkdirCalls, "list", listCalls));
        root.put("rate", rate);
        root.put("seconds", time.toMillis() / 1000.0);
        root.put("conflicts", conflicts);
        return JsonMapper.builder().build().writeValueAsString(root);
    }
}
