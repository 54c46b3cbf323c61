package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.support.Json;
import java.util.List;

/**
 * The summary of a run.
 *
 * @param run the name of the run, which is also the name of its folder
 * @param manifest the file
 * @param seconds duration of the run
 */
public record Summary(String run, String manifest, RunStatus end, FolderCounts folders, Calls calls, double seconds) {

    /** Calls sent; the results page describes each number. */
    @JsonPropertyOrder({"mkdir", "list", "token", "limited", "retried"})
    public record Calls(long mkdir, long list, long token, long limited, long retried) {}

    private record Content(
            String run,
            String manifest,
            String status,
            int exitCode,
            FolderCounts folders,
            Calls calls,
            double seconds) {}

    private record Several(String status, int exitCode, List<Content> runs) {}

    /** The summary as one line of JSON, with the documented keys. */
    public String json() {
        return Json.write(content());
    }

    /**
     * The summary of several runs as one line of JSON: the exit code of all of them, and each summary in {@code runs}.
     */
    public static String json(RunStatus end, List<Summary> summaries) {
        return Json.write(new Several(
                end.label(),
                end.exitCode(),
                summaries.stream().map(Summary::content).toList()));
    }

    private Content content() {
        return new Content(
                run, manifest, end.label(), end.exitCode(), folders, calls, Math.round(seconds * 1000) / 1000.0);
    }
}
