package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
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

final class LockWaitTests {

    @TempDir
    private Path home;

    /** Time that advances with each sleep; after some sleeps, the holder releases the lock. */
    private static final class Naps implements TimeSource {

        private long nanos;
        private @Nullable ProcessFileLock holder;
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

    private ProcessFileLock take() throws IOException {
        return ProcessFileLock.acquire(home.resolve("lock"), "run", holder -> LockedException.home(home, holder));
    }

    @Test
    void acquiresALockThatIsReleasedInTime() throws Exception {
        naps.holder = take();
        naps.until = 5;
        try (ProcessFileLock taken = patience("1m", null, false).acquire(this::take)) {
            assertThat(taken).isNotNull();
            assertThat(naps.nanos).isPositive();
        }
    }

    @Test
    void givesUpAfterItsTime() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("3s", null, false).acquire(this::take))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(naps.nanos).isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
        }
    }

    @Test
    void doesNotWaitUnlessConfigured() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("0s", null, false).acquire(this::take))
                    .isInstanceOf(LockedException.class);
            assertThat(naps.nanos).isZero();
        }
    }

    @Test
    void endsAfterAStopRequestOrItsDeadline() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> patience("1h", null, true).acquire(this::take))
                    .isInstanceOf(RunStoppedException.class);
            assertThatThrownBy(() -> patience("1h", "10m", false).acquire(this::take))
                    .isInstanceOf(RunStoppedException.class);
        }
    }

    private LockWait patience(String wait, @Nullable String deadline, boolean told) {
        RunSettings settings = new RunSettings(
                home,
                "",
                1,
                OnExisting.ADOPT,
                null,
                new SettleSettings(1, Duration.ZERO),
                1,
                deadline,
                null,
                null,
                false,
                false,
                DurationStyle.detectAndParse(wait));
        return new LockWait(settings, naps, () -> told);
    }
}
