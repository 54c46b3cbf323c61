package io.github.pantree.provisioning.run;

import io.github.pantree.folder.FolderCounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run.
 *
 * @param phase the current phase, one word
 * @param folders number of folders by state; all zero until the manifest is validated
 * @param inDoubt folders that were sent without a response and are being looked up
 * @param rows rows of the manifest read by this run
 * @param calls calls sent so far
 * @param limited calls that were answered with "too many requests"
 * @param retried calls that were repeated
 * @param rate calls per second, measured over the last seconds
 * @param allowedRate the current limit in calls per second
 * @param elapsed time since the start
 * @param left the estimated time that the phase still takes; null before the first folder
 * @param outage the current outage; null while the API is usable
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
        double allowedRate,
        Duration elapsed,
        @Nullable Duration left,
        @Nullable Outage outage) {

    /**
     * An outage: the API gives no usable response.
     *
     * @param lasting time since the first failed call
     * @param bound maximum duration before the run stops
     * @param reason the result of the last call
     */
    public record Outage(Duration lasting, Duration bound, String reason) {}
}
