package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Departures of the accepted calls of the last second. */
final class PassedCalls {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Deque<Long> departures = new ArrayDeque<>();

    PassedCalls() {}

    @JsonCreator
    PassedCalls(List<Long> intervals) {
        long last = 0;
        for (long interval : intervals) {
            last += interval;
            departures.addLast(last);
        }
    }

    /** The time between each departure and the one before. */
    @JsonValue
    List<Long> intervals() {
        List<Long> intervals = new ArrayList<>(departures.size());
        long last = 0;
        for (long departure : departures) {
            intervals.add(departure - last);
            last = departure;
        }
        return intervals;
    }

    void add(long departure) {
        departures.addLast(departure);
        while (departure - departures.getFirst() > SECOND) {
            departures.removeFirst();
        }
    }

    /** The number of accepted calls in the second before: what a server that counts calls allows. */
    long before(long departure) {
        return departures.stream()
                .filter(other -> departure - other >= 0 && departure - other < SECOND)
                .count();
    }
}
