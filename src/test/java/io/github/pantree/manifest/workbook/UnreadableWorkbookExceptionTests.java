package io.github.pantree.manifest.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.FileSystemErrors;
import io.github.pantree.support.Messages;
import io.github.pantree.support.Problem;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.OldFileFormatException;
import org.junit.jupiter.api.Test;

final class UnreadableWorkbookExceptionTests {

    private static final Path FILE = Path.of("book.xlsx");

    @Test
    void explainsAFailureByTheCauseThatIsKnown() {
        assertReason(new IllegalStateException("x"), Messages.format("workbook.damaged"));
        assertReason(new UnreadableWorkbookException("cells", 5), Messages.format("workbook.cells", 5));
        assertReason(
                new IllegalStateException(new UnreadableWorkbookException("declaration", "a.xml")),
                Messages.format("workbook.declaration", "a.xml"));
        assertReason(new EncryptedDocumentException("x"), Messages.format("workbook.password"));
        assertReason(new RuntimeException(new OldFileFormatException("x") {}), Messages.format("workbook.old"));
        AccessDeniedException denied = new AccessDeniedException("book.xlsx");
        assertReason(new RuntimeException(denied), FileSystemErrors.describe(denied));
    }

    @Test
    void looksAtTheCausesOfAFailure() {
        assertReason(nested(19), Messages.format("workbook.password"));
        assertReason(new IllegalStateException("x"), Messages.format("workbook.damaged"));
    }

    private static Exception nested(int wrappers) {
        Exception failure = new EncryptedDocumentException("x");
        for (int i = 0; i < wrappers; i++) {
            failure = new IllegalStateException(failure);
        }
        return failure;
    }

    private static void assertReason(Exception failure, String reason) {
        assertThat(UnreadableWorkbookException.problem(FILE, failure))
                .isEqualTo(Problem.of(1, 1, "file.workbook", "book.xlsx", reason));
    }
}
