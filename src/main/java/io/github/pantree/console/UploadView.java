package io.github.pantree.console;

import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.Upload.Finished;
import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.console.upload.Upload.Planned;
import io.github.pantree.support.DisplayDuration;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.MessageTranslator;
import io.github.pantree.support.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An upload as a page shows it.
 *
 * @param at when it was uploaded, to the minute; {@code exactly}: to the second, with the offset from UTC
 * @param state the key of its state's text
 * @param canRun whether its plan can be run, or its run resumed
 * @param resumes whether a run of it has begun
 * @param invalid whether another file must be uploaded
 * @param duration estimated duration of the plan's calls, in words
 * @param reason why the run ended as it did
 * @param next the key of the text that says what to do
 */
record UploadView(
        String id,
        String name,
        String by,
        String at,
        String exactly,
        String parent,
        String state,
        boolean active,
        boolean canRun,
        boolean resumes,
        boolean invalid,
        @Nullable String message,
        long problems,
        long notes,
        @Nullable Planned plan,
        String duration,
        @Nullable Finished run,
        @Nullable String reason,
        String took,
        String next) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    static UploadView of(Upload upload) {
        Phase phase = upload.phase();
        Planned plan = upload.plan();
        Finished run = upload.run();
        boolean done = run != null && run.exitCode() == 0 && phase == Phase.ENDED;
        return new UploadView(
                upload.id(),
                shown(upload.name()),
                shown(upload.by()),
                when(upload.at()),
                DisplayTime.format(upload.at()),
                upload.parent(),
                state(upload),
                phase.isActive(),
                plan != null && !phase.isActive() && !done,
                run != null,
                phase == Phase.INVALID,
                sentence(upload.message()),
                upload.problems(),
                upload.notes(),
                plan,
                plan == null ? "" : DisplayDuration.format(seconds(plan.seconds())),
                run,
                run == null ? null : sentence(run.reason()),
                run == null ? "" : DisplayDuration.format(seconds(run.seconds())),
                next(upload));
    }

    private static String state(Upload upload) {
        Finished run = upload.run();
        return upload.phase() == Phase.ENDED && run != null
                ? "status." + run.status().label()
                : "phase." + upload.phase().name().toLowerCase(Locale.ROOT);
    }

    private static String next(Upload upload) {
        Finished run = upload.run();
        Planned plan = upload.plan();
        if (upload.phase() == Phase.ENDED && run != null) {
            return "next." + run.status().label();
        }
        boolean conflicts = plan != null && plan.folders().failed() > 0;
        boolean nothing = plan != null && plan.folders().pending() == 0;
        return switch (upload.phase()) {
            case PLANNED -> conflicts ? "next.conflicts" : nothing ? "next.nothing" : "next.planned";
            case INVALID -> "next.invalid";
            case FAILED -> plan == null ? "next.unplanned" : "next.failed";
            default -> "next.active";
        };
    }

    static String when(Instant time) {
        return when(time, ZoneId.systemDefault());
    }

    static String when(Instant time, ZoneId zone) {
        return WHEN.format(time.atZone(zone));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** A message in the language of this thread, which may not be that of the user who uploaded the manifest. */
    static @Nullable String sentence(@Nullable String message) {
        return message == null ? null : PrintableText.of(MessageTranslator.translate(message));
    }

    /** External text without characters that change the writing direction or hide other characters. */
    static String shown(String text) {
        return PrintableText.of(text);
    }
}
