package io.github.pantree.report;

import java.util.List;

/**
 * The calls of a run over time.
 *
 * @param bucketSeconds how many seconds each bucket covers
 * @param buckets one after another from the start of the run; the last one may be incomplete
 */
public record CallHistory(double bucketSeconds, List<Bucket> buckets) {

    /** The calls sent in a bucket's time, and those answered with "too many requests" in it. */
    public record Bucket(long calls, long limited) {}
}
