package io.github.pantree.manifest.workbook;

import io.github.pantree.support.Causes;
import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.OldFileFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thrown for a workbook that cannot be read, with the reason in the display language. */
public final class UnreadableWorkbookException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final Logger log = LoggerFactory.getLogger(UnreadableWorkbookException.class);

    /** @param key the reason is the message {@code workbook.KEY} */
    UnreadableWorkbookException(String key, Object... values) {
        super(Messages.format("workbook." + key, values));
    }

    /** Replaces the message of a parser, which describes its internals in English. */
    public static Problem problem(Path file, Exception failure) {
        return Problem.of(1, 1, "file.workbook", String.valueOf(file.getFileName()), reason(failure));
    }

    private static String reason(Throwable failure) {
        log.debug("The workbook cannot be read", failure);
        List<Throwable> causes = Causes.of(failure).toList();
        for (Throwable cause : causes) {
            if (cause instanceof UnreadableWorkbookException unreadable) {
                return String.valueOf(unreadable.getMessage());
            }
            if (cause instanceof EncryptedDocumentException) {
                return Messages.format("workbook.password");
            }
            if (cause instanceof OldFileFormatException) {
                return Messages.format("workbook.old");
            }
            if (cause instanceof FileSystemException) {
                return FileSystemErrors.describe((IOException) cause);
            }
        }
        return Messages.format("workbook.damaged");
    }
}
