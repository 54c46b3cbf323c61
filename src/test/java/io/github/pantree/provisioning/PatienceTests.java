package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.RunSettings.OnExisting;
import io.github.pantree.provisioning.RunSettings.Settle;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;

final class PatienceTests {

    @TempDir
    private Path home;

    /** Time that passes in naps; after some of them the holder lets go. */
    private static final class Naps implements TimeSource {

        private long nanos;
        private @Nullable ProcessLock holder;
        private int until = Integer.MAX_VALUE;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public void sleep(Duration time) {
            nanos += time.toNanos();
            try {
                if (until-- == 0 && holder != null) {
                    holder.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Naps naps = new Naps();

    private ProcessLock take() throws IOException {
        return ProcessLock.take(home.resolve("lock"), "run", holder -> Busy.home(home, holder));
    }

    @Test
    void takesWhatBecomesFreeInTime() throws Exception {
        naps.holder = take();
        naps.until = 5;
        try (ProcessLock taken = patience("1m", null, false).await(this::take)) {
            assertThat(taken).isNotNull();
            assertThat(naps.nanos).isPositive();
        }
    }

    @Test
    void givesUpAfterItsTime() throws Exception {
        try (ProcessLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("3s", null, false).await(this::take))
                    .isInstanceOf(Busy.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(naps.nanos).isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
        }
    }

    @Test
    void doesNotWaitUnlessItIsAskedTo() throws Exception {
        try (ProcessLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("0s", null, false).await(this::take))
                    .isInstanceOf(Busy.class);
            assertThat(naps.nanos).isZero();
        }
    }

    @Test
    void stopsWhenItIsToldToOrItsDeadlineIsOver() throws Exception {
        try (ProcessLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("1h", null, true).await(this::take))
                    .isInstanceOf(Stopped.class);
            assertThatThrownBy(() -> patience("1h", "10m", false).await(this::take))
                    .isInstanceOf(Stopped.class);
        }
    }

    private Patience patience(String wait, @Nullable String deadline, boolean told) {
        RunSettings settings = new RunSettings(
                home,
                "",
                1,
                OnExisting.ADOPT,
                null,
                new Settle(1, Duration.ZERO),
                1,
                deadline,
                null,
                false,
                DurationStyle.detectAndParse(wait));
        return new Patience(settings, naps, () -> told);
    }
}
