package io.github.pantree.support;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that several processes, on any machines, read and replace: the pace and the token of an account. Failures
 * are thrown, since the rate of the account's calls is unknown without the shared pace.
 */
public interface SharedStore {

    /** Nanoseconds in a microsecond, the unit of the shared clock. */
    long NANOS_PER_MICRO = 1_000;

    /** Computes the new value of a text. */
    @FunctionalInterface
    interface Change {

        /**
         * Returns the new value. Must be fast, since other processes wait.
         *
         * @param current null if there is no value
         * @param clock reads the time that all processes share, in microseconds since 1970
         * @return null to leave the text unchanged
         */
        @Nullable
        String apply(@Nullable String current, LongSupplier clock);
    }

    /** A text that no other process can lock until this object is closed. */
    interface LockedText extends AutoCloseable {

        @Nullable
        String read();

        void write(String content);

        @Override
        void close();
    }

    /**
     * Replaces a text; only one process does so at a time. Throws if this process has lost its lock.
     *
     * @param change may be called several times; the last result counts
     */
    void change(String name, Change change);

    /**
     * Waits until no other process holds the text's lock. The lock is released when this process ends.
     *
     * @param cancelled whether to stop waiting; the result is empty then
     */
    Optional<LockedText> lock(String name, BooleanSupplier cancelled);
}
