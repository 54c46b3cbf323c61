package io.github.pantree.functional;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A home of an older version, with its manifests and the folders of its server in {@code tree.tsv}. */
final class StoredHome {

    private StoredHome() {}

    /** Unpacks a resource. */
    static void unpack(String name, Path folder) throws IOException {
        try (InputStream in = Objects.requireNonNull(StoredHome.class.getResourceAsStream("/" + name));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }
}
