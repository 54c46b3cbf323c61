package io.github.pantree.simulator;

import java.util.Random;

/** Generates dirIDs that look like the vendor's. The n-th dirID of a seed is always the same, and dirIDs are unique. */
final class DirIds {

    private static final String PREFIX = "yk6baz";
    /** The same for all dirIDs of the account. */
    private static final String TAIL = "DIYPDwaODqUzAGxvAdD2AY==";

    private static final int DIGITS = 13;
    /** Odd, so that multiplying by it maps different counts to different numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String salt;
    private long count;

    DirIds(long seed) {
        salt = digits(new Random(seed).nextLong());
    }

    String next() {
        count++;
        return PREFIX + digits(count * SPREAD) + salt + TAIL;
    }

    private static String digits(long number) {
        String digits = Long.toUnsignedString(number, Character.MAX_RADIX);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
