package io.github.pantree.console.upload;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.support.PrintableText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded manifest and its progress.
 *
 * @param id our name for it, which is also that of its folder
 * @param name the file's name as the browser sent it; for display only
 * @param file our name of the file in its folder
 * @param by the user who uploaded it
 * @param language of the user: en or zh
 * @param parent the dirID of the folder under which it goes; empty for the configured one
 * @param message why there is no plan, or no outcome; null if there is one
 * @param problems the number of problems of the manifest
 * @param notes the number of its warnings and notes
 * @param plan null until it is planned
 * @param run null until a run of it ended
 */
public record Upload(
        String id,
        String name,
        String file,
        String by,
        String language,
        String parent,
        Instant at,
        Phase phase,
        @Nullable String message,
        long problems,
        long notes,
        @Nullable Planned plan,
        @Nullable Finished run) {

    /** The current phase of an upload, or the last one. */
    public enum Phase {
        /** Waits for its turn to be planned. */
        WAITING,
        PLANNING,
        /** The manifest has problems. */
        INVALID,
        PLANNED,
        /** Waits for its turn to be run. */
        QUEUED,
        RUNNING,
        ENDED,
        /** There is no plan, or no run: the message says why. */
        FAILED;

        /** Whether it will change without an action of a user. */
        public boolean isActive() {
            return this == WAITING || this == PLANNING || this == QUEUED || this == RUNNING;
        }
    }

    /** What a run would do; see {@link PlanOutcome}. */
    public record Planned(FolderCounts folders, long mkdirCalls, long listCalls, double rate, double seconds) {

        static Planned of(PlanOutcome plan) {
            return new Planned(
                    plan.folders(),
                    plan.mkdirCalls(),
                    plan.listCalls(),
                    plan.rate(),
                    plan.time().toMillis() / 1000.0);
        }
    }

    /**
     * How a run ended; see {@link RunOutcome}.
     *
     * @param folder where its files are; empty if it has none
     */
    public record Finished(
            String run,
            String folder,
            RunState status,
            int exitCode,
            FolderCounts folders,
            long mkdirCalls,
            long listCalls,
            long limited,
            double seconds,
            @Nullable String reason) {

        static Finished of(RunOutcome outcome) {
            var summary = outcome.summary();
            return new Finished(
                    summary.run(),
                    outcome.folder() == null ? "" : outcome.folder().toString(),
                    RunState.of(outcome.end()),
                    outcome.end().exitCode(),
                    summary.folders(),
                    summary.calls().mkdir(),
                    summary.calls().list(),
                    summary.calls().limited(),
                    summary.seconds(),
                    outcome.reason());
        }
    }

    /** The name as it is shown to people. */
    String title() {
        return PrintableText.of(name);
    }

    Upload in(Phase next) {
        return new Upload(id, name, file, by, language, parent, at, next, null, problems, notes, plan, run);
    }

    Upload failed(String why) {
        return new Upload(id, name, file, by, language, parent, at, Phase.FAILED, why, problems, notes, plan, run);
    }

    Upload checked(long foundProblems, long foundNotes, @Nullable Planned planned) {
        Phase next = planned == null ? Phase.INVALID : Phase.PLANNED;
        return new Upload(
                id, name, file, by, language, parent, at, next, null, foundProblems, foundNotes, planned, null);
    }

    Upload ended(Finished finished) {
        return new Upload(id, name, file, by, language, parent, at, Phase.ENDED, null, problems, notes, plan, finished);
    }
}
