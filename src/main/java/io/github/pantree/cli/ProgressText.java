package io.github.pantree.cli;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.support.DisplayDuration;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The progress of a run as text: current rate, number of 429s and retries, remaining time. */
final class ProgressText {

    /** Including the brackets. */
    private static final int SHORTEST_BAR = 14;

    private static final int LONGEST_BAR = 50;

    private ProgressText() {}

    private static String counts(Progress now) {
        return Messages.format("progress.rate", String.format(Locale.ROOT, "%.1f", now.rate()))
                + ifAny("progress.limited", now.limited())
                + ifAny("progress.retried", now.retried())
                + Messages.format("progress.comma")
                + remaining(now);
    }

    private static String ifAny(String key, long count) {
        return count == 0 ? "" : Messages.format(key, count);
    }

    /** A log line: phase, finished folders of the total, and the counts. */
    static String line(Progress now) {
        if (now.folders().total() == 0) {
            return Messages.format("progress.rows", phase(now), now.rows());
        }
        String refused = now.folders().failed() + now.folders().blocked() == 0
                ? ""
                : Messages.format(
                        "progress.refused",
                        now.folders().failed(),
                        now.folders().blocked());
        String done = Messages.format(
                "progress.folders",
                phase(now),
                now.folders().done(),
                now.folders().total());
        return done
                + refused
                + ifAny("progress.doubt", now.inDoubt())
                + Messages.format("progress.comma")
                + counts(now);
    }

    /**
     * A line for a terminal: phase, bar, finished folders of the total, and the counts, or only the remaining time if
     * there is not enough room.
     *
     * @param columns the maximum width
     */
    static String bar(Progress now, int columns) {
        String counts = counts(now);
        FolderCounts folders = now.folders();
        if (folders.total() == 0) {
            return cut(Messages.format("progress.rows", phase(now), now.rows()), columns);
        }
        String head = phase(now) + String.format(Locale.ROOT, " %3d%% ", 100 * folders.done() / folders.total());
        String done = " " + folders.done() + "/" + folders.total() + Messages.format("progress.comma");
        String tail = Stream.of(counts, remaining(now))
                .map(details -> printable(done + details))
                .filter(details -> columns - LabelledLines.columns(head + details) >= SHORTEST_BAR)
                .findFirst()
                .orElse(printable(done + remaining(now)));
        int room = Math.min(LONGEST_BAR, columns - LabelledLines.columns(head + tail)) - 2;
        if (room < SHORTEST_BAR - 2) {
            return cut(head.stripTrailing() + tail, columns);
        }
        int filled = (int) (room * folders.done() / folders.total());
        return head + "[" + "=".repeat(filled) + " ".repeat(room - filled) + "]" + tail;
    }

    /** Removes control characters, since the reason for an outage may quote a server. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    private static String cut(String text, int columns) {
        int end = text.length();
        while (end > 0 && LabelledLines.columns(text.substring(0, end)) > columns) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    static String phase(Progress now) {
        return Messages.format("phase." + now.phase());
    }

    private static String remaining(Progress now) {
        Progress.Outage outage = now.outage();
        if (outage != null) {
            return Messages.format(
                    "progress.outage",
                    DisplayDuration.format(outage.lasting()),
                    DisplayDuration.format(outage.bound()),
                    outage.reason());
        }
        if (now.folders().total() == 0) {
            return Messages.format("progress.unknown");
        }
        long pending = now.folders().pending();
        if (pending > 0 && pending <= now.inDoubt()) {
            return Messages.format("progress.lookup", pending);
        }
        if (pending == 0) {
            return Messages.format("progress.finishing");
        }
        Duration left = now.left();
        return left == null
                ? Messages.format("progress.unknown")
                : Messages.format("progress.remaining", DisplayDuration.format(left));
    }
}
