package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProcessFileLockTests {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lock");
    }

    @Test
    void aLockIsHeldUntilItIsClosed() throws IOException {
        assertThat(ProcessFileLock.isHeld(file)).as("there is no file").isFalse();
        try (ProcessFileLock lock = acquire()) {
            assertThat(lock).isNotNull();
            assertThat(ProcessFileLock.isHeld(file)).isTrue();
            assertThatThrownBy(this::acquire).isInstanceOf(LockedException.class);
        }
        assertThat(file).exists();
        assertThat(ProcessFileLock.isHeld(file)).isFalse();
        acquire().close();
    }

    @Test
    void theExceptionNamesTheHome() throws IOException {
        try (ProcessFileLock lock = acquire()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(this::acquire)
                    .isInstanceOfSatisfying(
                            LockedException.class, e -> assertThat(e.home()).contains(folder));
        }
    }

    /** The kernel's own list of locks: POSIX drops a lock if its process closes the file once more. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void askingForItWithinTheProcessDoesNotReleaseIt() throws IOException {
        try (ProcessFileLock lock = acquire()) {
            assertThat(lock).isNotNull();
            assertThat(ProcessFileLock.isHeld(file)).isTrue();
            assertThatThrownBy(this::acquire).isInstanceOf(LockedException.class);
            assertThat(Files.readString(Path.of("/proc/locks"))).contains(":" + Files.getAttribute(file, "unix:ino"));
        }
    }

    private ProcessFileLock acquire() throws IOException {
        return ProcessFileLock.acquire(file, "work", holder -> LockedException.home(folder, holder));
    }
}
