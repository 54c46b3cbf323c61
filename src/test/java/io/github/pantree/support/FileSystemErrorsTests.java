package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FileSystemErrorsTests {

    @Test
    void explainsAnExceptionThatContainsOnlyAPath() {
        Map<FileSystemException, String> keys = Map.of(
                new AccessDeniedException("f"), "file.denied",
                new NoSuchFileException("f"), "file.absent",
                new FileAlreadyExistsException("f"), "file.blocked",
                new NotDirectoryException("f"), "file.blocked",
                new FileSystemException("f"), "file.refused");
        keys.forEach((failure, key) ->
                assertThat(FileSystemErrors.describe(failure)).isEqualTo("f: " + Messages.format(key)));
    }

    @Test
    void quotesTheReasonOfTheFileSystem() {
        assertThat(FileSystemErrors.describe(new FileSystemException("f", null, "No space left on device")))
                .isEqualTo("f: No space left on device");
        assertThat(FileSystemErrors.describe(new IOException("Stream closed"))).isEqualTo("Stream closed");
    }
}
