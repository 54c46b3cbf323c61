package io.github.pantree.pan123;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where all processes that use an account, on whatever machines, tell each other its pace and its token. Whatever cannot be
 * told is thrown: without it nobody knows how many calls leave.
 */
public interface SharedStore {

    /** What becomes of a note. */
    @FunctionalInterface
    interface Change {

        /**
         * Decides what is kept from now on; quickly, since other processes wait.
         *
         * @param kept null if nothing is
         * @param clock asks for the time that all processes share, in microseconds since 1970
         * @return null to leave it as it is
         */
        @Nullable
        String of(@Nullable String kept, LongSupplier clock);
    }

    /** A note that no other process can lock. */
    interface Locked extends AutoCloseable {

        @Nullable
        String read();

        void write(String content);

        @Override
        void close();
    }

    /**
     * Replaces a note; of all processes that do so, one at a time. A process that lost what entitles it to act is refused by
     * an exception.
     *
     * @param change may be asked several times; the last one counts
     */
    void change(String name, Change change);

    /**
     * Waits until no other process has the note locked; the lock goes with this process, if it dies.
     *
     * @param givesUp whether to wait no longer; empty comes back then
     */
    Optional<Locked> lock(String name, BooleanSupplier givesUp);
}
