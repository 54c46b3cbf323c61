package io.github.pantree.manifest.workbook;

import io.github.pantree.manifest.record.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class XlsRecordsTests extends WorkbookRecordsContract {

    XlsRecordsTests() {
        super("xls");
    }

    @Override
    RecordReader open(Path file, @Nullable String sheet) throws IOException {
        return XlsRecords.open(file, sheet);
    }

    @Test
    void reportsAWorkbookWithAPassword() throws Exception {
        Path file = folder.resolve("secret.xls");
        try (POIFSFileSystem parts = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(file)) {
            parts.getRoot().createDocument("encryptedPACKAGE", new ByteArrayInputStream(new byte[5_000]));
            parts.writeFilesystem(out);
        }
        assertUnreadable(file, "password");
    }
}
