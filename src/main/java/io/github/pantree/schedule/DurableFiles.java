package io.github.pantree.schedule;

import io.github.pantree.support.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Moves and copies files so that a crash leaves no incomplete file under the final name. */
final class DurableFiles {

    private DurableFiles() {}

    /** Moves a file, even to another file system: the copy is written to disk before the original is deleted. */
    static Path move(Path from, Path to) throws IOException {
        try {
            return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(from, to);
            Files.delete(from);
            return to;
        }
    }

    static void copyIfPresent(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            copy(from, to);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Path temporary = to.resolveSibling("." + to.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.copy(from, temporary);
        OwnerOnlyFiles.restrict(temporary);
        try (FileChannel copy = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            copy.force(true);
        }
        Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
