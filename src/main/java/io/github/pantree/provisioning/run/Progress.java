package io.github.pantree.provisioning.run;

import io.github.pantree.folder.FolderCounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands.
 *
 * @param phase what it is doing, one word
 * @param folders the folders by state; all zero until the manifest is checked
 * @param inDoubt folders that were sent without an answer and are being looked for
 * @param rows rows of the manifest that were read by this run
 * @param calls calls sent so far
 * @param limited those answered with "too many requests"
 * @param retried those that were sent again
 * @param rate calls per second that are allowed at present
 * @param elapsed time since the start
 * @param outage what is wrong with the API while calls are held back for it; null if nothing is
 */
public record Progress(
        String phase,
        FolderCounts folders,
        long inDoubt,
        long rows,
        long calls,
        long limited,
        long retried,
        double rate,
        Duration elapsed,
        @Nullable Outage outage) {

    /**
     * The API gives no usable answer.
     *
     * @param lasting since the first call that failed
     * @param bound how long it may last before the run stops
     * @param reason what the last call came to
     */
    public record Outage(Duration lasting, Duration bound, String reason) {}
}
