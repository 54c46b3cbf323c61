package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OwnerOnlyFilesTests {

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void createsAFolderAndItsParentsForTheOwnerOnly() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        OwnerOnlyFiles.createFolder(folder.resolve("a/b/../c"));
        assertThat(rights(folder.resolve("a"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("a/c"))).isEqualTo("rwx------");
        assertThat(folder.resolve("a/b")).doesNotExist();
        assertThat(rights(folder)).as("of an existing folder").isEqualTo("rwxr-xr-x");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void recognizesAFolderOfThisUserAlone() throws IOException {
        Path own = folder.resolve("own");
        OwnerOnlyFiles.createFolder(own);
        assertThat(OwnerOnlyFiles.isOwn(own)).isTrue();
        assertThat(OwnerOnlyFiles.isOwn(Files.createSymbolicLink(folder.resolve("link"), own)))
                .as("a link")
                .isFalse();
        assertThat(OwnerOnlyFiles.isOwn(Files.createFile(folder.resolve("a-file"))))
                .as("a file")
                .isFalse();
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(OwnerOnlyFiles.isOwn(own)).as("a folder of a group").isFalse();
    }

    @Test
    void keepsAnExistingFolder() throws IOException {
        Files.createFile(folder.resolve("kept"));
        OwnerOnlyFiles.createFolder(folder);
        assertThat(folder.resolve("kept")).exists();
    }

    @Test
    void refusesAFolderIfAFileExists() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> OwnerOnlyFiles.createFolder(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void createsAFileForTheOwnerOnly() throws IOException {
        OwnerOnlyFiles.createFile(folder.resolve("file"));
        assertThat(rights(folder.resolve("file"))).isEqualTo("rw-------");
    }

    @Test
    void keepsAnExistingFileWithItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        OwnerOnlyFiles.createFile(file);
        assertThat(file).hasContent("kept");
        assertThatThrownBy(() -> OwnerOnlyFiles.createFile(folder)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void removesTheRightsOfOthers() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw-r--"));
        OwnerOnlyFiles.restrict(file);
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void replacesAFileAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        OwnerOnlyFiles.replace(file, temporary -> {
            Files.writeString(temporary, "new");
            assertThat(file).as("until all of the new one is written").hasContent("old");
            assertThat(temporary.getParent())
                    .as("or the move would not be atomic")
                    .isEqualTo(folder);
        });
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void keepsTheOldFileIfTheNewOneFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> OwnerOnlyFiles.replace(file, temporary -> {
                    Files.writeString(temporary, "half of");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        assertThat(names()).as("no half of a file is left").containsExactly("file");
    }

    @Test
    void aFailureInAStreamIsThatOfTheFile() throws IOException {
        IOException full = new IOException("disk full");
        assertThatThrownBy(() -> OwnerOnlyFiles.replace(folder.resolve("file"), temporary -> {
                    throw new UncheckedIOException(full);
                }))
                .isSameAs(full);
        assertThat(names()).isEmpty();
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void deletesTemporaryFilesOfProcessesThatHaveEnded() throws Exception {
        // No system has as many processes.
        long ended = 99_999_999_999L;
        Path left = Files.createFile(folder.resolve(".a.csv." + ended + ".123.tmp"));
        Path running = Files.createFile(
                folder.resolve(".a.csv." + ProcessHandle.current().pid() + ".123.tmp"));
        Path other = Files.createFile(folder.resolve(".b.csv." + ended + ".123.tmp"));
        Path users = Files.createFile(folder.resolve(".a.csv.notes.tmp"));
        OwnerOnlyFiles.replace(folder.resolve("a.csv"), file -> Files.writeString(file, "x"));
        assertThat(left).doesNotExist();
        assertThat(List.of(running, other, users, folder.resolve("a.csv"))).allMatch(Files::exists);
    }
}
