package io.github.pantree.ledger.tree;

import io.github.pantree.support.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** The first 128 bits of the SHA-256 hash of a key. Holds the result of the last call. Not thread-safe. */
final class KeyHash {

    private static final int DIGEST = 32;

    private final MessageDigest sha256 = Sha256.newDigest();
    private final byte[] digest = new byte[DIGEST];
    private final ByteBuffer longs = ByteBuffer.wrap(digest);
    private byte[] bytes = new byte[512];

    void of(String key) {
        int length = key.length() * Character.BYTES;
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            bytes[2 * i] = (byte) (c >>> Byte.SIZE);
            bytes[2 * i + 1] = (byte) c;
        }
        sha256.update(bytes, 0, length);
        try {
            sha256.digest(digest, 0, DIGEST);
        } catch (DigestException e) {
            throw new IllegalStateException("The digest has room", e);
        }
    }

    long high() {
        return longs.getLong(0);
    }

    long low() {
        return longs.getLong(Long.BYTES);
    }
}
