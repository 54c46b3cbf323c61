package io.github.pantree.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file's bytes and of how they are read, in lower-case hexadecimal. */
final class ContentHash {

    private ContentHash() {}

    /** What one read of a file says of it; there is no encoding of a workbook. */
    record HashedFile(String hash, @Nullable Encoding encoding) {}

    static HashedFile of(Path file, ManifestOptions options) throws IOException {
        boolean workbook = WorkbookSource.isWorkbook(file);
        MessageDigest digest = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            Encoding encoding = workbook ? null : EncodingDetector.detect(bytes, options);
            bytes.transferTo(OutputStream.nullOutputStream());
            return new HashedFile(of(digest.digest(), options), encoding);
        }
    }

    /** @param content the SHA-256 of the bytes */
    static String of(byte[] content, ManifestOptions options) {
        String reading = options.fingerprint();
        if (reading.isEmpty()) {
            return HexFormat.of().formatHex(content);
        }
        MessageDigest digest = sha256();
        digest.update(content);
        return HexFormat.of().formatHex(digest.digest(reading.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
