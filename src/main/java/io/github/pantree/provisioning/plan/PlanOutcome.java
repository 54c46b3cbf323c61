package io.github.pantree.provisioning.plan;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param levels the same for each level of the tree, counted from 1
 * @param mkdirCalls calls that a run would send to create folders
 * @param listCalls calls that a run would send to look at what exists
 * @param time what the calls take at the configured rate
 * @param first the first folders of each kind, those in conflict as "path: why"
 * @param reason why there is no plan; null if there is one
 * @param manifest the manifest's number in the plan's own ledger
 */
public record PlanOutcome(
        RunStatus end,
        FolderCounts folders,
        Map<Integer, FolderCounts> levels,
        long mkdirCalls,
        long listCalls,
        double rate,
        Duration time,
        Map<FolderState, List<String>> first,
        @Nullable String reason,
        long manifest) {

    private String status() {
        return switch (end) {
            case COMPLETED -> "ok";
            case DIFFERENCES -> "conflicts";
            default -> end.label();
        };
    }

    /** The first folders of a kind. */
    public List<String> first(FolderState kind) {
        return first.getOrDefault(kind, List.of());
    }

    /** The plan as one line of JSON. */
    public String json(String file) {
        return JsonMapper.builder().build().writeValueAsString(content(file));
    }

    Map<String, Object> content(String file) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("manifest", file);
        root.put("status", status());
        root.put("exit_code", end.exitCode());
        root.put("folders", counts(folders));
        List<Map<String, Object>> all = new ArrayList<>();
        levels.forEach((depth, level) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("level", depth);
            line.putAll(counts(level));
            all.add(line);
        });
        root.put("levels", all);
        root.put("calls", Map.of("mkdir", mkdirCalls, "list", listCalls));
        root.put("rate", rate);
        root.put("seconds", time.toMillis() / 1000.0);
        root.put("first_to_create", first(FolderState.PENDING));
        root.put("first_existing", first(FolderState.EXISTED));
        root.put("conflicts", first(FolderState.FAILED));
        return root;
    }

    private static Map<String, Object> counts(FolderCounts folders) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("total", folders.total());
        counts.put("to_create", folders.pending());
        counts.put("existing", folders.existed());
        counts.put("in_conflict", folders.failed());
        counts.put("below_conflict", folders.blocked());
        return counts;
    }
}
