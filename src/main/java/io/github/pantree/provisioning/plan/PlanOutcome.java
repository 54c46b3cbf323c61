package io.github.pantree.provisioning.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param folders counts by state: pending: to be created; failed: in conflict; blocked: below a conflict
 * @param levels the same counts for each level of the tree, counted from 1
 * @param mkdirCalls number of calls to create folders
 * @param listCalls number of calls to find existing folders
 * @param time duration of the calls at the configured rate
 * @param first the first folders of each state; those in conflict as "path: reason"
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

    /** The first folders of a state. */
    public List<String> first(FolderState kind) {
        return first.getOrDefault(kind, List.of());
    }

    /** The plan as one line of JSON. */
    public String json(String file) {
        return Json.write(content(file));
    }

    Content content(String file) {
        return new Content(
                file,
                status(),
                end.exitCode(),
                Counts.of(folders),
                levels.entrySet().stream()
                        .map(level -> new Level(level.getKey(), Counts.of(level.getValue())))
                        .toList(),
                new Calls(mkdirCalls, listCalls),
                rate,
                time.toMillis() / 1000.0,
                first(FolderState.PENDING),
                first(FolderState.EXISTED),
                first(FolderState.FAILED));
    }

    /** The content of plan.json, with the documented keys. */
    record Content(
            String manifest,
            String status,
            int exitCode,
            Counts folders,
            List<Level> levels,
            Calls calls,
            double rate,
            double seconds,
            List<String> firstToCreate,
            List<String> firstExisting,
            List<String> conflicts) {}

    private record Level(int level, @JsonUnwrapped Counts folders) {}

    private record Calls(long mkdir, long list) {}

    private record Counts(long total, long toCreate, long existing, long inConflict, long belowConflict) {

        static Counts of(FolderCounts folders) {
            return new Counts(
                    folders.total(), folders.pending(), folders.existed(), folders.failed(), folders.blocked());
        }
    }
}
