package io.github.pantree.report;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.support.SlowestCall;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report about a run, except its folders.
 *
 * @param run its name
 * @param status its status, as in its summary; or "killed"
 * @param started when it started; {@code written}: when the report was written
 * @param reason why it did not complete; null if it did
 * @param uploaded whether its manifest was uploaded to the console, in which its user resumes it
 * @param command the command that resumes it; null if nothing is left to do, or the manifest was uploaded
 * @param laterRun the run that resumed it, whose outcome the tree shows; null if it is the last one of its manifest
 * @param calls null if the run was killed
 */
public record RunReport(
        String run,
        String manifest,
        String status,
        OffsetDateTime started,
        OffsetDateTime written,
        FolderCounts folders,
        @Nullable String reason,
        boolean uploaded,
        @Nullable String command,
        @Nullable String laterRun,
        @Nullable Calls calls) {

    /**
     * The calls of the run.
     *
     * @param seconds from the start of the run to its end
     * @param history null if it is unknown
     */
    public record Calls(
            long mkdir,
            long list,
            long token,
            long limited,
            long retried,
            double seconds,
            List<SlowestCall> slowest,
            @Nullable CallHistory history) {}
}
