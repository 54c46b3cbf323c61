package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;

final class LockWaitTests {

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private final long start = time.nanos();

    private ProcessFileLock take() throws IOException {
        return ProcessFileLock.acquire(home.resolve("lock"), "run", holder -> LockedException.home(home, holder));
    }

    @Test
    void acquiresALockThatIsReleasedInTime() throws Exception {
        ProcessFileLock holder = take();
        AtomicInteger sleeps = new AtomicInteger();
        time.onSleep(wait -> {
            if (sleeps.incrementAndGet() == 6) {
                release(holder);
            }
            return wait;
        });
        try (ProcessFileLock taken = lockWait("1m", null, false).acquire(this::take)) {
            assertThat(taken).isNotNull();
            assertThat(sleeps).hasValue(6);
        }
    }

    @Test
    void givesUpAfterItsTime() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> lockWait("3s", null, false).acquire(this::take))
                    .isInstanceOf(LockedException.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(time.nanos() - start)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
        }
    }

    @Test
    void doesNotWaitUnlessConfigured() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> lockWait("0s", null, false).acquire(this::take))
                    .isInstanceOf(LockedException.class);
            assertThat(time.nanos()).isEqualTo(start);
        }
    }

    @Test
    void endsAfterAStopRequestOrItsDeadline() throws Exception {
        try (ProcessFileLock held = take()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> lockWait("1h", null, true).acquire(this::take))
                    .isInstanceOf(RunStoppedException.class);
            assertThatThrownBy(() -> lockWait("1h", "10m", false).acquire(this::take))
                    .isInstanceOf(RunStoppedException.class);
        }
    }

    private static void release(ProcessFileLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LockWait lockWait(String wait, @Nullable String deadline, boolean stopped) {
        RunSettings settings = TestSettings.in(home)
                .deadline(deadline)
                .waiting(DurationStyle.detectAndParse(wait))
                .build();
        return new LockWait(settings, time, () -> stopped);
    }
}
