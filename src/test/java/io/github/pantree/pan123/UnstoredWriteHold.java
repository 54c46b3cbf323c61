package io.github.pantree.pan123;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The hold of an account that only one run uses. */
public final class UnstoredWriteHold {

    private UnstoredWriteHold() {}

    public static WriteHold create(Duration bound, TimeSource timing) {
        AtomicReference<@Nullable String> text = new AtomicReference<>();
        return new WriteHold(
                change -> {
                    String changed =
                            change.apply(text.get(), () -> ChronoUnit.MICROS.between(Instant.EPOCH, timing.now()));
                    text.set(changed == null ? text.get() : changed);
                },
                bound,
                timing);
    }
}
