package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.pace.Pacer.Flight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this process that are in flight, and the caps on their number: the configured one, and those detected of
 * the API, in total or per parent. Thread-safe.
 */
final class CallsInFlight {

    /** Why a call was refused. */
    enum Cause {
        /** Too many calls within some time, as far as is known. */
        RATE,
        /** Too many calls in flight: a known cap is lower than what was in flight. */
        CAP,
        /** Too many calls in flight, as was just detected; earlier refusals were attributed to the rate. */
        NEW_CAP
    }

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final int GUESSES = 2;

    private final int configured;
    private final LearnedCap total = new LearnedCap();
    private final LearnedCap ofParent = new LearnedCap();
    private final RefusalCauses causes = new RefusalCauses();
    private final Map<String, Integer> byParent = new HashMap<>();
    /** Number of guesses so far: first a cap per parent, then a total one. */
    private int guesses;

    private boolean guessed;
    private final RefusalEvidence contradictions = new RefusalEvidence();
    private int calls;
    /** Departures of the calls in flight. */
    private final List<Long> unanswered = new ArrayList<>();
    /** Departures of the accepted calls of the last second. */
    private final Deque<Long> departures = new ArrayDeque<>();

    CallsInFlight(int configured) {
        this.configured = configured;
    }

    /** Whether no more calls may be sent at present. */
    synchronized boolean isFull() {
        return calls >= most();
    }

    synchronized int count() {
        return calls;
    }

    /** The number of calls in flight that were sent before a moment. */
    synchronized int countBefore(long moment) {
        return (int)
                unanswered.stream().filter(departure -> departure - moment < 0).count();
    }

    private int most() {
        return Math.min(configured, total.value());
    }

    /** Maximum calls in flight that create children of one parent. */
    synchronized int mostOfParent() {
        return ofParent.value();
    }

    /** @param parent of the folders that the call creates; null for other calls */
    synchronized Flight depart(@Nullable String parent, long departure) {
        unanswered.add(departure);
        int siblings = parent == null ? 0 : byParent.merge(parent, 1, Integer::sum) - 1;
        return new Flight(parent, calls++, siblings);
    }

    synchronized void end(Flight flight, long departure) {
        calls--;
        unanswered.remove(departure);
        if (flight.parent() != null) {
            byParent.computeIfPresent(flight.parent(), (parent, count) -> count > 1 ? count - 1 : null);
        }
    }

    synchronized void passed(Flight flight, long departure) {
        causes.passed(sample(flight, departure));
        contradictions.passed();
        departures.addLast(departure);
        total.passed(flight.others(), departure);
        ofParent.passed(flight.siblings(), departure);
    }

    synchronized Cause refused(Flight flight, long departure) {
        if (ofParent.refused(flight.siblings(), departure) || total.refused(flight.others(), departure)) {
            return Cause.CAP;
        }
        causes.refused(sample(flight, departure));
        checkGuess();
        return adopt(departure) ? Cause.NEW_CAP : Cause.RATE;
    }

    private boolean adopt(long now) {
        RefusalCauses.Finding finding = causes.find();
        if (finding == null && guesses < GUESSES && total.value() == LearnedCap.NONE) {
            finding = causes.guess(guesses == 0);
            guessed = finding != null;
            guesses += guessed ? 1 : 0;
        }
        if (finding == null) {
            return false;
        }
        (finding.ofParent() ? ofParent : total).adopt(finding.cap(), now);
        causes.clear();
        contradictions.clear();
        return true;
    }

    /** Discards a guess if calls within the cap are refused as often. */
    private void checkGuess() {
        if (guessed && contradictions.refused()) {
            total.drop();
            ofParent.drop();
            causes.clear();
            guessed = false;
        }
    }

    private RefusalCauses.Sample sample(Flight flight, long departure) {
        while (!departures.isEmpty() && departure - departures.getFirst() >= SECOND) {
            departures.removeFirst();
        }
        return new RefusalCauses.Sample(departure, departures.size(), flight.others(), flight.siblings());
    }
}
