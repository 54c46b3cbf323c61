package io.github.pantree.ledger.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Converts numbers to ranges: siblings have adjacent numbers, and a range costs little more than one row. */
final class Ranges {

    /** A range that includes both ends. */
    record Range(long first, long last) {}

    private Ranges() {}

    /** The minimum number of ranges that contain exactly these numbers. */
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
