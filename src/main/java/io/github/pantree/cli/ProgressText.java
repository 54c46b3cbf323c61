package io.github.pantree.cli;

import io.github.pantree.provisioning.Progress;
import java.time.Duration;
import java.util.Locale;

/** The figures of a run in words: rate now, 429s and retries so far, time left. */
final class ProgressText {

    private static final double SECOND = 1e9;

    /** Before that, what was done says little about what is to come. */
    private static final Duration ENOUGH_TO_JUDGE = Duration.ofSeconds(5);

    private Progress before;
    private Progress phaseStart;

    ProgressText(Progress start) {
        before = start;
        phaseStart = start;
    }

    /** The figures, with the rate since the last time they were asked for. */
    String figures(Progress now) {
        double seconds = now.elapsed().minus(before.elapsed()).toNanos() / SECOND;
        double rate = seconds <= 0 ? 0 : (now.calls() - before.calls()) / seconds;
        before = now;
        if (!phaseStart.phase().equals(now.phase())) {
            phaseStart = now;
        }
        return String.format(
                Locale.ROOT, "%.1f calls/s, %d × 429, %d retried, %s", rate, now.limited(), now.retried(), left(now));
    }

    /** One log line: phase, folders done of all, and the figures. */
    String line(Progress now) {
        if (now.folders().total() == 0) {
            return now.phase() + ": " + now.rows() + " rows read";
        }
        String refused = now.folders().failed() + now.folders().blocked() == 0
                ? ""
                : ", " + now.folders().failed() + " failed, " + now.folders().blocked() + " blocked";
        return now.phase() + ": " + now.folders().done() + " of "
                + now.folders().total() + " folders" + refused + doubt(now) + ", " + figures(now);
    }

    private static String doubt(Progress now) {
        return now.inDoubt() == 0 ? "" : ", " + now.inDoubt() + " in doubt";
    }

    private String left(Progress now) {
        Progress.Trouble trouble = now.trouble();
        if (trouble != null) {
            return "no usable answer from the API for " + time(trouble.lasting()) + " of " + time(trouble.bound())
                    + " at most (" + trouble.reason() + ")";
        }
        long pending = now.folders().pending();
        if (pending > 0 && pending <= now.inDoubt()) {
            return "looking for the last " + pending + ", which were sent without an answer";
        }
        return pending == 0
                ? "nothing left"
                : "about " + time(Duration.ofMillis((long) (pending / foldersPerSecond(now) * 1000))) + " left";
    }

    /** What the pace allows, or less if the phase has shown that the API is slower. */
    private double foldersPerSecond(Progress now) {
        Duration time = now.elapsed().minus(phaseStart.elapsed());
        long done = now.folders().done() - phaseStart.folders().done();
        return time.compareTo(ENOUGH_TO_JUDGE) < 0 || done <= 0
                ? now.rate()
                : Math.min(now.rate(), done / (time.toNanos() / SECOND));
    }

    /** A time as people say it: 45 s, 3 min 20 s, 2 h 5 min. */
    static String time(Duration time) {
        Duration rounded = time.plusMillis(999);
        if (rounded.toHours() > 0) {
            return rounded.toHours() + " h " + rounded.toMinutesPart() + " min";
        }
        return rounded.toMinutes() > 0
                ? rounded.toMinutes() + " min " + rounded.toSecondsPart() + " s"
                : rounded.toSeconds() + " s";
    }
}
