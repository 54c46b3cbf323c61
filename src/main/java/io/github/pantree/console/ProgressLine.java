package io.github.pantree.console;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.progress.PublishedProgress;
import io.github.pantree.provisioning.run.Progress;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.support.DisplayDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Progress in words, with the figures that the terminal shows, too. */
final class ProgressLine {

    private ProgressLine() {}

    /**
     * What an open page shows now.
     *
     * @param state changes when the page must be loaded again
     */
    record Live(String state, List<Shown> runs) {}

    /**
     * The progress of one run.
     *
     * @param id of the run, or of the upload
     * @param percent of the folders that are done; -1 if it is not known
     * @param rate calls per second over the last seconds
     * @param left the time that is left, in words
     */
    record Shown(
            String id,
            int percent,
            String title,
            String folders,
            String rate,
            String limited,
            String doubt,
            String left) {

        Shown titled(String other) {
            return new Shown(id, percent, other, folders, rate, limited, doubt, left);
        }
    }

    static Shown of(String id, Phase phase, Optional<Progress> progress) {
        String waiting = ConsoleTexts.text("phase." + phase.name().toLowerCase(Locale.ROOT));
        return progress.map(now -> of(id, now)).orElseGet(() -> new Shown(id, -1, waiting, "", "", "", "", ""));
    }

    static Shown of(PublishedProgress run) {
        Shown now = of(run.run(), run.toProgress());
        return run.status().equals(RunState.STOPPING) ? now.titled(ConsoleTexts.text("progress.stopping")) : now;
    }

    private static Shown of(String id, Progress now) {
        FolderCounts folders = now.folders();
        boolean counted = folders.total() > 0;
        Duration left = now.left();
        return new Shown(
                id,
                counted ? (int) (100 * folders.done() / folders.total()) : -1,
                title(now),
                counted
                        ? ConsoleTexts.text("progress.folders", folders.done(), folders.total())
                        : ConsoleTexts.text("progress.rows", now.rows()),
                String.format(Locale.ROOT, "%.1f", now.rate()),
                String.valueOf(now.limited()),
                String.valueOf(now.inDoubt()),
                left == null ? "" : DisplayDuration.format(left));
    }

    private static String title(Progress now) {
        Progress.Outage outage = now.outage();
        return outage == null
                ? ConsoleTexts.text("step." + now.phase())
                : ConsoleTexts.text(
                        "progress.outage",
                        DisplayDuration.format(outage.lasting()),
                        DisplayDuration.format(outage.bound()),
                        UploadView.shown(outage.reason()));
    }
}
