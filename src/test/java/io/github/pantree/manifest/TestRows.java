package io.github.pantree.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads all rows of a manifest. */
final class TestRows {

    private TestRows() {}

    static List<ManifestRow> of(Path file) throws IOException, InvalidManifestException {
        return of(new ManifestReader(ManifestOptions.AUTO_DETECT).open(file));
    }

    static List<ManifestRow> of(Manifest manifest) throws IOException {
        List<ManifestRow> all = new ArrayList<>();
        try (Manifest.Rows rows = manifest.rows()) {
            for (ManifestRow row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }
}
