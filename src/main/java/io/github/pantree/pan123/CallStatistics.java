package io.github.pantree.pan123;

import io.github.pantree.support.SlowestCall;
import java.time.Duration;
import java.util.List;

/**
 * Statistics of the calls since the start.
 *
 * @param mkdir mkdir calls sent, with any outcome
 * @param list list calls sent, one per page
 * @param token access token calls sent
 * @param limited calls answered with "too many requests"
 * @param retried calls that were repeated
 * @param rate the current limit in calls per second
 * @param waited total time for which calls waited for their permits
 * @param slowest the calls with the longest response times, slowest first
 */
public record CallStatistics(
        long mkdir,
        long list,
        long token,
        long limited,
        long retried,
        double rate,
        Duration waited,
        List<SlowestCall> slowest) {

    public long total() {
        return mkdir + list + token;
    }
}
