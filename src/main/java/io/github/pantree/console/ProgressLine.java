package io.github.pantree.console;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The progress of a task in words, with the figures that the terminal shows, too. */
final class ProgressLine {

    private ProgressLine() {}

    /**
     * What a page shows.
     *
     * @param phase changes when the page must be loaded again
     * @param percent of the folders that are done; -1 if it is not known
     * @param rate calls per second over the last seconds
     * @param left the time that is left, in words
     */
    record Shown(
            String phase,
            int percent,
            String title,
            String folders,
            String rate,
            String limited,
            String doubt,
            String left) {}

    static Shown shown(Phase phase, Optional<Progress> progress) {
        String name = phase.name().toLowerCase(Locale.ROOT);
        return progress.map(now -> shown(name, now))
                .orElseGet(() -> new Shown(name, -1, ConsoleTexts.text("phase." + name), "", "", "", "", ""));
    }

    private static Shown shown(String name, Progress now) {
        FolderCounts folders = now.folders();
        boolean counted = folders.total() > 0;
        Duration left = now.left();
        return new Shown(
                name,
                counted ? (int) (100 * folders.done() / folders.total()) : -1,
                title(now),
                counted
                        ? ConsoleTexts.text("progress.folders", folders.done(), folders.total())
                        : ConsoleTexts.text("progress.rows", now.rows()),
                String.format(Locale.ROOT, "%.1f", now.rate()),
                String.valueOf(now.limited()),
                String.valueOf(now.inDoubt()),
                left == null ? "" : UploadView.duration(left));
    }

    private static String title(Progress now) {
        Progress.Outage outage = now.outage();
        return outage == null
                ? ConsoleTexts.text("step." + now.phase())
                : ConsoleTexts.text(
                        "progress.outage",
                        UploadView.duration(outage.lasting()),
                        UploadView.duration(outage.bound()),
                        UploadView.shown(outage.reason()));
    }
}
