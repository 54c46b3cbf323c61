package io.github.pantree.pan123.pace;

import java.time.Duration;

/** What the pacers assume about the departures and arrivals of calls. Times are in nanoseconds. */
final class PaceLimits {

    /** The time from the permit of a call to its arrival at the server varies by this much. */
    static final long ARRIVAL_SLACK = Duration.ofMillis(12).toNanos();

    /** A slot missed by more than this is lost, and another one is allocated. The shared windows are longer by it. */
    static final long LATEST_DEPARTURE = Duration.ofMillis(20).toNanos();

    /**
     * An unanswered first call counts as arriving this long after its departure: its arrival is unknown until it is
     * answered and, if its process has died, it never is.
     */
    static final long LONGEST_UNANSWERED = Duration.ofSeconds(5).toNanos();

    /** The pause between checks whether another call may be sent while too many are in flight. */
    static final long IN_FLIGHT_POLL = Duration.ofMillis(2).toNanos();

    /** The first call of each kind: token, list, mkdir; and one that makes a second connection. */
    static final int COLD_CALLS = 4;

    private PaceLimits() {}
}
