package io.github.pantree.pan123.http;

import io.github.pantree.support.SlowestCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls with the longest response times. */
final class SlowestCalls {

    private static final int MOST_CALLS = 5;

    private final List<SlowestCall> calls = new ArrayList<>();

    synchronized void add(String kind, @Nullable String folder, Duration time, @Nullable String traceId) {
        calls.add(new SlowestCall(kind, folder, time, traceId));
        calls.sort(Comparator.comparing(SlowestCall::seconds).reversed());
        if (calls.size() > MOST_CALLS) {
            calls.remove(MOST_CALLS);
        }
    }

    /** Slowest first. */
    synchronized List<SlowestCall> calls() {
        return List.copyOf(calls);
    }
}
