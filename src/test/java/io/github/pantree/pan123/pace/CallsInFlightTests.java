package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.pace.CallsInFlight.Cause;
import io.github.pantree.pan123.pace.Pacer.Flight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallsInFlightTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final CallsInFlight calls = new CallsInFlight(8);
    private long now = 1_000 * SECOND;

    @Test
    void configuredNumberOfCallsIsInFlightAtMost() {
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            assertThat(calls.isFull()).isFalse();
            flights.add(calls.depart(null, now));
        }
        assertThat(calls.isFull()).isTrue();
        assertThat(calls.count()).isEqualTo(8);
        calls.end(flights.get(0), now);
        assertThat(calls.isFull()).isFalse();
    }

    @Test
    void flightKnowsTheOthersAndItsSiblings() {
        assertThat(calls.depart("a", now)).isEqualTo(new Flight("a", 0, 0));
        assertThat(calls.depart("b", now)).isEqualTo(new Flight("b", 1, 0));
        Flight third = calls.depart("a", now);
        assertThat(third).isEqualTo(new Flight("a", 2, 1));
        assertThat(calls.depart(null, now)).isEqualTo(new Flight(null, 3, 0));
        calls.end(third, now);
        assertThat(calls.depart("a", now)).isEqualTo(new Flight("a", 3, 1));
    }

    @Test
    void callsSentBeforeAMomentAreCounted() {
        Flight first = calls.depart(null, 5);
        calls.depart(null, 7);
        assertThat(calls.countBefore(5)).isZero();
        assertThat(calls.countBefore(7)).isEqualTo(1);
        assertThat(calls.countBefore(8)).isEqualTo(2);
        calls.end(first, 5);
        assertThat(calls.countBefore(8)).isEqualTo(1);
    }

    /** Three are accepted at once, whatever their parents; ten in a second are, one after another. */
    @Test
    void capOfAllCallsIsDetectedAndKept() {
        Cause last = Cause.RATE;
        for (int round = 0; round < 20 && last == Cause.RATE; round++) {
            last = round(3, "parent" + round + "-");
        }
        assertThat(last).isEqualTo(Cause.NEW_CAP);
        for (int i = 0; i < 3; i++) {
            assertThat(calls.isFull()).isFalse();
            calls.depart(null, now);
        }
        assertThat(calls.isFull()).isTrue();
    }

    @Test
    void refusalAtFewCallsInFlightConcernsTheRate() {
        for (int i = 0; i < 50; i++) {
            now += SECOND / 10;
            Flight flight = calls.depart(null, now);
            calls.end(flight, now);
            if (i % 5 == 4) {
                assertThat(calls.refused(flight, now)).isEqualTo(Cause.RATE);
            } else {
                calls.passed(flight, now);
            }
        }
        assertThat(calls.mostOfParent()).isEqualTo(LearnedCap.NONE);
        assertThat(calls.isFull()).isFalse();
    }

    /** Sends ten calls one by one, then as many as are permitted at once, of which {@code cap} are accepted. */
    private Cause round(int cap, String parent) {
        for (int i = 0; i < 10; i++) {
            now += SECOND / 20;
            Flight single = calls.depart(null, now);
            calls.end(single, now);
            calls.passed(single, now);
        }
        now += 2 * SECOND;
        List<Flight> flights = new ArrayList<>();
        for (int i = 0; i < 8 && !calls.isFull(); i++) {
            flights.add(calls.depart(parent + i, now));
        }
        Cause last = Cause.RATE;
        for (Flight flight : flights) {
            calls.end(flight, now);
            if (flight.others() < cap) {
                calls.passed(flight, now);
            } else if (last == Cause.RATE) {
                last = calls.refused(flight, now);
            }
        }
        return last;
    }
}
