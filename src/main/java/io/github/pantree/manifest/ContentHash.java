package io.github.pantree.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file's bytes and of how they are read, in lower-case hexadecimal. */
final class ContentHash {

    private ContentHash() {}

    /** @param content the SHA-256 of the bytes alone */
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
