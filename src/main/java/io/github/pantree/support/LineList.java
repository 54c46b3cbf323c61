package io.github.pantree.support;

import java.util.TreeSet;
import java.util.stream.Collectors;

/** The number of rows with a common cause, and the first of their lines. */
public final class LineList {

    private static final int LISTED_LINES = 10;

    private final TreeSet<Long> smallest = new TreeSet<>();
    private long last;
    private long count;

    /** Adds the line of a row; several causes in one row are adjacent and count once. */
    public void add(long line) {
        if (count > 0 && line == last) {
            return;
        }
        last = line;
        count++;
        smallest.add(line);
        if (smallest.size() > LISTED_LINES) {
            smallest.pollLast();
        }
    }

    /** The number of rows. */
    public long count() {
        return count;
    }

    /** The smallest line; there must be one. */
    public long first() {
        return smallest.first();
    }

    /** The first lines, for messages. */
    @Override
    public String toString() {
        String lines = smallest.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return count > smallest.size() ? lines + ", …" : lines;
    }
}
