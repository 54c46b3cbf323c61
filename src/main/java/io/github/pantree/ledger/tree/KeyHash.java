package io.github.pantree.ledger.tree;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of the SHA-256 of a key, of the last call. Not thread-safe. */
final class KeyHash {

    private static final int DIGEST = 32;

    private final MessageDigest sha256 = sha256();
    private final byte[] digest = new byte[DIGEST];
    private final ByteBuffer longs = ByteBuffer.wrap(digest);
    private byte[] bytes = new byte[512];

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

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
