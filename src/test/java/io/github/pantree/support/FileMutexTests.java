package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileMutexTests {

    private static final int THREADS = 4;
    private static final int TURNS = 50;

    @TempDir
    private Path folder;

    @Test
    void excludesOtherThreads() throws Exception {
        Path counter = Files.writeString(folder.resolve("counter"), "0");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int turn = 0; turn < THREADS * TURNS; turn++) {
                results.add(threads.submit(() -> mutex().locked(() -> increment(counter))));
            }
            for (Future<Integer> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counter).hasContent(String.valueOf(THREADS * TURNS));
    }

    @Test
    void holdsALockOfTheOperatingSystemDuringTheWorkOnly() throws Exception {
        mutex().locked(() -> {
            assertThatThrownBy(this::tryLock).isInstanceOf(OverlappingFileLockException.class);
            return true;
        });
        assertThat(tryLock()).isTrue();
    }

    @Test
    void isReleasedWhenTheWorkFails() throws Exception {
        assertThatThrownBy(() -> mutex().locked(() -> {
                    throw new InterruptedException("stopped");
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped");
        assertThat(tryLock()).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fileAndFolderAreForTheOwnerOnly() throws Exception {
        mutex().locked(() -> true);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private static int increment(Path counter) throws IOException {
        int next = Integer.parseInt(Files.readString(counter)) + 1;
        Files.writeString(counter, String.valueOf(next));
        return next;
    }

    private boolean tryLock() throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock != null;
        }
    }

    private Path file() {
        return folder.resolve("home/.lock");
    }

    private FileMutex mutex() {
        return new FileMutex(file());
    }
}
