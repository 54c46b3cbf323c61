package io.github.pantree.manifest;

import io.github.pantree.support.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest twice: first for its hash, which also detects its encoding, then for its rows, whose bytes are
 * hashed again. This proves that the rows belong to the hash.
 */
public final class ManifestReader {

    private final ManifestOptions options;
    private final BooleanSupplier stopped;
    private @Nullable KnownFile last;

    /** What was detected while hashing, with size and modification time before; a workbook has no encoding. */
    private record KnownFile(
            Path file,
            long size,
            FileTime time,
            String hash,
            @Nullable Encoding encoding) {

        boolean isUntouched() throws IOException {
            return Files.size(file) == size && Files.getLastModifiedTime(file).equals(time);
        }
    }

    public ManifestReader(ManifestOptions options) {
        this(options, () -> false);
    }

    /** @param stopped whether to stop reading; an exception ends it then */
    public ManifestReader(ManifestOptions options, BooleanSupplier stopped) {
        this.options = options;
        this.stopped = stopped;
    }

    /** The SHA-256 of a file's bytes and of the options, in lower-case hexadecimal. */
    public String contentHash(Path file) throws IOException {
        KnownFile read = read(file);
        last = read;
        return read.hash;
    }

    private KnownFile read(Path file) throws IOException {
        long size = Files.size(file);
        FileTime time = Files.getLastModifiedTime(file);
        boolean workbook = WorkbookSource.isWorkbook(file);
        MessageDigest digest = Sha256.newDigest();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            Encoding encoding = workbook ? null : EncodingDetector.detect(bytes, options);
            bytes.transferTo(OutputStream.nullOutputStream());
            return new KnownFile(file, size, time, options.contentHash(digest.digest()), encoding);
        }
    }

    /**
     * Opens a manifest: detects its format, unless hashing has done so already, and reads the header line.
     *
     * @throws InvalidManifestException if there is no header line, or its columns are not those of a format
     * @throws IOException if the file cannot be read
     */
    public Manifest open(Path file) throws IOException, InvalidManifestException {
        KnownFile known = last != null && last.file.equals(file) ? last : read(file);
        return Manifest.open(file, options, known.encoding, stopped);
    }

    /**
     * Whether a file differs from the given hash.
     *
     * @param rows the rows of the file, all of them read; null if none could be read
     */
    public boolean isChanged(Path file, String contentHash, Manifest.@Nullable Rows rows) throws IOException {
        String read = rows == null ? null : rows.contentHash();
        KnownFile known = last;
        boolean proven = read != null && known != null && known.file.equals(file) && known.isUntouched();
        return (read != null && !read.equals(contentHash))
                || (!proven && !read(file).hash.equals(contentHash));
    }
}
