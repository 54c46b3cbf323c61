package io.github.pantree.provisioning.run;

import io.github.pantree.report.CallHistory;
import io.github.pantree.report.CallHistory.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the calls of a run over time, in a limited number of buckets: when they are used up, each two become one.
 * Calls count for the bucket in which they are noticed.
 */
final class CallHistoryRecorder {

    private static final int MOST_BUCKETS = 120;

    private final List<Bucket> buckets = new ArrayList<>();
    private long bucketSeconds = 1;
    private long calls;
    private long limited;

    /** Notes how many calls were sent, and how many of them were rate-limited, since the start. */
    void record(Duration elapsed, long callsSoFar, long limitedSoFar) {
        while (elapsed.toSeconds() / bucketSeconds >= MOST_BUCKETS) {
            merge();
        }
        int index = (int) (elapsed.toSeconds() / bucketSeconds);
        while (buckets.size() <= index) {
            buckets.add(new Bucket(0, 0));
        }
        Bucket bucket = buckets.get(index);
        buckets.set(index, new Bucket(bucket.calls() + callsSoFar - calls, bucket.limited() + limitedSoFar - limited));
        calls = callsSoFar;
        limited = limitedSoFar;
    }

    private void merge() {
        List<Bucket> merged = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i += 2) {
            Bucket first = buckets.get(i);
            Bucket second = i + 1 < buckets.size() ? buckets.get(i + 1) : new Bucket(0, 0);
            merged.add(new Bucket(first.calls() + second.calls(), first.limited() + second.limited()));
        }
        buckets.clear();
        buckets.addAll(merged);
        bucketSeconds *= 2;
    }

    CallHistory history() {
        return new CallHistory(bucketSeconds, List.copyOf(buckets));
    }
}
