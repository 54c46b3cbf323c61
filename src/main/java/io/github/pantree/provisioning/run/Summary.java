package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.support.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a run.
 *
 * @param run the name of the run, which is also the name of its folder
 * @param manifest the file
 * @param name the name under which its user knows an uploaded file; null for a file that has its own name
 * @param seconds duration of the run
 * @param recheck what was checked again; null for a run without --recheck
 */
public record Summary(
        String run,
        String manifest,
        @Nullable String name,
        RunStatus end,
        FolderCounts folders,
        CallCounts calls,
        double seconds,
        @Nullable Recheck recheck) {

    private record Content(
            String run,
            String manifest,
            @JsonInclude(Include.NON_NULL) @Nullable String name,
            String status,
            int exitCode,
            FolderCounts folders,
            CallCounts calls,
            double seconds,
            @JsonInclude(Include.NON_NULL) @Nullable Recheck recheck) {}

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
                run,
                manifest,
                name,
                end.label(),
                end.exitCode(),
                folders,
                calls,
                Math.round(seconds * 1000) / 1000.0,
                recheck);
    }
}
