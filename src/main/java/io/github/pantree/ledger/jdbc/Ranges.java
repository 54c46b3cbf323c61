package io.github.pantree.ledger.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Numbers as ranges: siblings have numbers next to each other, and one statement for all of them costs little more than for one. */
final class Ranges {

    /** Both ends belong to it. */
    record Range(long first, long last) {}

    private Ranges() {}

    /** The fewest ranges that hold these numbers and no others. */
    static List<Range> of(Collection<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        long[] sorted =
                numbers.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        int first = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[i - 1] + 1) {
                ranges.add(new Range(sorted[first], sorted[i - 1]));
                first = i;
            }
        }
        return ranges;
    }
}
