package io.github.pantree.provisioning.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The published progress of a run; the components, in snake case, are the keys of the JSON.
 *
 * @param run the name of the run, which is also the name of its folder
 * @param name the name under which its user knows an uploaded manifest; null for a file that has its own name
 * @param status {@link RunState#RUNNING}, or {@link RunState#STOPPING} after a stop request
 * @param phase the current phase, one word
 * @param folders number of folders by state; all zero until the manifest is validated
 * @param inDoubt folders that were sent without a response and are being looked up
 * @param rows rows of the manifest read by this run
 * @param calls calls sent so far; {@code limited} of them were answered with "too many requests"
 * @param retried calls that were repeated
 * @param rate measured calls per second
 * @param allowedRate the current limit in calls per second
 * @param secondsLeft the estimated remaining time; null if there is no estimate
 * @param outage the current outage; null while the API is usable
 */
@JsonPropertyOrder({"run", "manifest", "status", "phase", "started", "updated", "elapsed_seconds", "folders"})
public record PublishedProgress(
        String run,
        String manifest,
        @JsonInclude(Include.NON_NULL) @Nullable String name,
        RunState status,
        String phase,
        Instant started,
        Instant updated,
        double elapsedSeconds,
        FolderCounts folders,
        long inDoubt,
        long rows,
        long calls,
        long limited,
        long retried,
        double rate,
        double allowedRate,
        @Nullable Double secondsLeft,
        @Nullable Outage outage) {

    private static final double MILLIS = 1000.0;

    /**
     * An outage: the API has given no usable response for {@code seconds}; the run stops after {@code boundSeconds}.
     */
    public record Outage(double seconds, double boundSeconds, String reason) {}

    static PublishedProgress of(
            String run, String manifest, @Nullable String name, boolean stopping, Instant now, Progress progress) {
        Duration left = progress.left();
        Progress.Outage outage = progress.outage();
        return new PublishedProgress(
                run,
                manifest,
                name,
                stopping ? RunState.STOPPING : RunState.RUNNING,
                progress.phase(),
                now.minus(progress.elapsed()).truncatedTo(ChronoUnit.SECONDS),
                now.truncatedTo(ChronoUnit.MILLIS),
                seconds(progress.elapsed()),
                progress.folders(),
                progress.inDoubt(),
                progress.rows(),
                progress.calls(),
                progress.limited(),
                progress.retried(),
                Math.round(progress.rate() * MILLIS) / MILLIS,
                progress.allowedRate(),
                left == null ? null : seconds(left),
                outage == null
                        ? null
                        : new Outage(seconds(outage.lasting()), seconds(outage.bound()), outage.reason()));
    }

    /** Converts it for the displays of this process. */
    public Progress toProgress() {
        return new Progress(
                phase,
                folders,
                inDoubt,
                rows,
                calls,
                limited,
                retried,
                rate,
                allowedRate,
                duration(elapsedSeconds),
                secondsLeft == null ? null : duration(secondsLeft),
                outage == null
                        ? null
                        : new Progress.Outage(
                                duration(outage.seconds()), duration(outage.boundSeconds()), outage.reason()));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }
}
