package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Departures of the calls of the last second that were let through. */
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

    /** Each departure less the one before. */
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

    /** The calls let through in the second before, which is what a server allows that counts calls. */
    long before(long departure) {
        return departures.stream()
                .filter(other -> departure - other >= 0 && departure - other < SECOND)
                .count();
    }
}
