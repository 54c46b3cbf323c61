package io.github.pantree.testing;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Events of a simulated time, by their moments; those of one moment in the order in which they were added.
 *
 * @param <E> the type of an event
 */
public final class EventQueue<E> {

    private record Entry<E>(long due, long number, E event) {}

    private final PriorityQueue<Entry<E>> entries =
            new PriorityQueue<>(Comparator.<Entry<E>>comparingLong(Entry::due).thenComparingLong(Entry::number));
    private long added;

    public void add(long due, E event) {
        entries.add(new Entry<>(due, added++, event));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The moment of the next event; {@link Long#MAX_VALUE} if there is none. */
    public long nextAt() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.element().due();
    }

    /**
     * Removes and returns the next event.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public E remove() {
        return entries.remove().event();
    }
}
