package io.github.pantree.support;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Describes errors of the file system, whose exceptions often contain only a path. */
public final class FileSystemErrors {

    private FileSystemErrors() {}

    public static String describe(IOException failure) {
        if (!(failure instanceof FileSystemException fault)) {
            return String.valueOf(failure.getMessage());
        }
        return fault.getFile() + ": " + reason(fault);
    }

    private static String reason(FileSystemException fault) {
        if (fault instanceof AccessDeniedException) {
            return Messages.format("file.denied");
        }
        if (fault instanceof NoSuchFileException) {
            return Messages.format("file.absent");
        }
        if (fault instanceof FileAlreadyExistsException || fault instanceof NotDirectoryException) {
            return Messages.format("file.blocked");
        }
        return fault.getReason() == null ? Messages.format("file.refused") : fault.getReason();
    }
}
