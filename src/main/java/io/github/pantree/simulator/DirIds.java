package io.github.pantree.simulator;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;

/** Issues dirIDs that look like the vendor's: the n-th of a seed is always the same, and none comes twice. */
final class DirIds {

    private static final String PREFIX = "yk6baz03t0l000d7w33fxgeerx6xjnif";
    /** Odd, so that multiplying by it maps different counts to different numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long salt;
    private long count;

    DirIds(long seed) {
        salt = new Random(seed).nextLong();
    }

    String next() {
        count++;
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(count * SPREAD)
                .putLong(salt)
                .array();
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }
}
