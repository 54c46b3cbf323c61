package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
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

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileIsDeletedWhenTheLockIsReleased() throws IOException {
        acquire().close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDeletedFileIsCreatedAndLockedAgain() throws IOException {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        file = locks.resolve("lock");
        try (ProcessFileLock lock = acquire()) {
            assertThat(lock.restore()).isTrue();
            Files.delete(file);
            Files.delete(locks);
            assertThat(lock.restore()).isTrue();
            assertThat(file).content().contains("work");
            assertThat(isLockedByAnyone()).isTrue();
        }
        assertThat(locks).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatAnotherProcessHasLockedMeanwhileIsNotRestored() throws IOException {
        try (ProcessFileLock lock = acquire()) {
            Files.delete(file);
            try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                assertThat(other.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
                assertThat(lock.restore()).isFalse();
            }
        }
        assertThat(file).as("the other process's file").exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDeletionWhileTheLockIsHeldIsNoticed() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        ProcessFileLock lock = acquire();
        Files.delete(file);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            assertThat(other.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
            try (WatchedFileLock watched = new WatchedFileLock(lock, Duration.ofMillis(1), lost::countDown)) {
                assertThat(watched).isNotNull();
                assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
            }
        }
    }

    private boolean isLockedByAnyone() throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return other.tryLock(0, Long.MAX_VALUE, false) == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private ProcessFileLock acquire() throws IOException {
        return ProcessFileLock.acquire(file, "work", holder -> LockedException.home(folder, holder));
    }
}
