package io.github.pantree.pan123.http;

import io.github.pantree.pan123.SlowCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls with the longest response times. */
final class SlowestCalls {

    private static final int MOST_CALLS = 5;

    private final List<SlowCall> calls = new ArrayList<>();
    private Duration least = Duration.ZERO;

    synchronized void add(String kind, @Nullable String folder, Duration time, @Nullable String traceId) {
        if (calls.size() < MOST_CALLS || time.compareTo(least) > 0) {
            calls.add(new SlowCall(kind, folder, time, traceId));
            calls.sort(Comparator.comparing(SlowCall::time).reversed());
            if (calls.size() > MOST_CALLS) {
                calls.remove(MOST_CALLS);
            }
            least = calls.get(calls.size() - 1).time();
        }
    }

    /** Slowest first. */
    synchronized List<SlowCall> calls() {
        return List.copyOf(calls);
    }
}
