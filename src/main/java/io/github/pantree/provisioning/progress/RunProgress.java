package io.github.pantree.provisioning.progress;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run in its published form; the components, in snake case, are the keys of the JSON.
 *
 * @param run its name, which is also that of its folder
 * @param status running, or stopping once it was asked to stop
 * @param phase what it is doing, one word
 * @param folders the folders by state; all zero until the manifest is checked
 * @param inDoubt folders that were sent without an answer and are being looked for
 * @param rows rows of the manifest that were read by this run
 * @param calls calls sent so far; of these, {@code limited} were answered with "too many requests"
 * @param retried calls that were sent again
 * @param rate calls per second at present, measured
 * @param allowedRate calls per second that are allowed at present
 * @param secondsLeft an estimate; null if there is none
 * @param outage what is wrong with the API while calls are held back for it; null if nothing is
 */
@JsonPropertyOrder({"run", "manifest", "status", "phase", "started", "updated", "elapsed_seconds", "folders"})
public record RunProgress(
        String run,
        String manifest,
        String status,
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

    public static final String RUNNING = "running";
    public static final String STOPPING = "stopping";

    private static final double MILLIS = 1000.0;

    /** The API gives no usable answer: since when, for how long at most, and what the last call came to. */
    public record Outage(double seconds, double boundSeconds, String reason) {}

    static RunProgress of(String run, String manifest, boolean stopping, Instant now, Progress progress) {
        Duration left = progress.left();
        Progress.Outage outage = progress.outage();
        return new RunProgress(
                run,
                manifest,
                stopping ? STOPPING : RUNNING,
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

    /** As the displays of this process take it. */
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
