package io.github.pantree.support;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that several processes, on any machine, read and replace: the pace and the token of an account. Failures
 * are thrown: without the shared pace, the rate of the account's calls is unknown.
 */
public interface SharedStore {

    /** Computes the new value of a text. */
    @FunctionalInterface
    interface Change {

        /**
         * Returns the new value; quickly, since other processes wait.
         *
         * @param current null if there is none
         * @param clock reads the time that all processes share, in microseconds since 1970
         * @return null to leave the text unchanged
         */
        @Nullable
        String apply(@Nullable String current, LongSupplier clock);
    }

    /** A text that no other process can lock until this one is closed. */
    interface LockedText extends AutoCloseable {

        @Nullable
        String read();

        void write(String content);

        @Override
        void close();
    }

    /**
     * Replaces a text, by one process at a time. A process that lost its own lock is refused by an exception.
     *
     * @param change may be called several times; the last result counts
     */
    void change(String name, Change change);

    /**
     * Waits until no other process holds the text's lock. The lock ends with this process.
     *
     * @param cancelled whether to stop waiting; the result is empty then
     */
    Optional<LockedText> lock(String name, BooleanSupplier cancelled);
}
