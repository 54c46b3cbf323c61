package io.github.pantree.support;

import java.time.Duration;

/** Durations as people read them: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
public final class DisplayDuration {

    private DisplayDuration() {}

    /** Rounded up to whole seconds, in the language of the thread. */
    public static String format(Duration duration) {
        Duration rounded = duration.plusMillis(999);
        if (rounded.toHours() > 0) {
            return Messages.format("time.hours", rounded.toHours(), rounded.toMinutesPart());
        }
        return rounded.toMinutes() > 0
                ? Messages.format("time.minutes", rounded.toMinutes(), rounded.toSecondsPart())
                : Messages.format("time.seconds", rounded.toSeconds());
    }
}
