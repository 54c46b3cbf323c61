package io.github.pantree.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what a file system refuses: its exceptions often hold no more than a path. */
public final class FileTrouble {

    private FileTrouble() {}

    public static String of(IOException failure) {
        if (!(failure instanceof FileSystemException fault)) {
            return String.valueOf(failure.getMessage());
        }
        return fault.getFile() + ": " + reason(fault);
    }

    private static String reason(FileSystemException fault) {
        if (fault instanceof AccessDeniedException) {
            return Words.say("file.denied");
        }
        if (fault instanceof NoSuchFileException) {
            return Words.say("file.absent");
        }
        if (fault instanceof FileAlreadyExistsException || fault instanceof NotDirectoryException) {
            return Words.say("file.blocked");
        }
        return fault.getReason() == null ? Words.say("file.refused") : fault.getReason();
    }
}
