package io.github.pantree.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest twice: once for its hash, which also detects its encoding, and once for its rows, whose bytes are hashed
 * again. So what the rows came from is known to be what the hash stands for.
 */
public final class ManifestReader {

    private final ManifestOptions options;
    private @Nullable KnownFile last;

    /** What the read for the hash found out, and size and time before it. */
    private record KnownFile(
            Path file, long size, FileTime time, @Nullable Encoding encoding) {

        boolean isUntouched() throws IOException {
            return Files.size(file) == size && Files.getLastModifiedTime(file).equals(time);
        }
    }

    public ManifestReader(ManifestOptions options) {
        this.options = options;
    }

    /** The SHA-256 of a file's bytes and of how they are read, in lower-case hexadecimal. */
    public String contentHash(Path file) throws IOException {
        long size = Files.size(file);
        FileTime time = Files.getLastModifiedTime(file);
        ContentHash.HashedFile hashed = ContentHash.of(file, options);
        last = new KnownFile(file, size, time, hashed.encoding());
        return hashed.hash();
    }

    /**
     * Opens a manifest: detects how it is written, as far as its hash has not told already, and reads its header line.
     *
     * @throws InvalidManifestException if there is no header line, or one that names no shape
     * @throws IOException if the file cannot be read
     */
    public Manifest open(Path file) throws IOException, InvalidManifestException {
        KnownFile known = last;
        return Manifest.open(file, options, known != null && known.file.equals(file) ? known.encoding : null);
    }

    /**
     * Whether a file is no longer the one of the given hash.
     *
     * @param rows those of the file, all of them read; null if none could be
     */
    public boolean isChanged(Path file, String contentHash, Manifest.@Nullable Rows rows) throws IOException {
        String read = rows == null ? null : rows.contentHash();
        KnownFile known = last;
        boolean proven = read != null && known != null && known.file.equals(file) && known.isUntouched();
        return (read != null && !read.equals(contentHash))
                || (!proven && !ContentHash.of(file, options).hash().equals(contentHash));
    }
}
