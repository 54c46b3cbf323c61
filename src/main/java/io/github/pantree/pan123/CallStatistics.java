package io.github.pantree.pan123;

import java.time.Duration;
import java.util.List;

/**
 * What was sent since the start.
 *
 * @param mkdir mkdir calls sent, with any outcome
 * @param list list calls sent, one a page
 * @param token access token calls sent
 * @param limited calls answered with "too many requests"
 * @param retried calls sent again
 * @param rate calls per second that are allowed at present
 * @param waited what all calls together have waited for their permits
 * @param slowest the calls whose answers took longest, the slowest first
 */
public record CallStatistics(
        long mkdir,
        long list,
        long token,
        long limited,
        long retried,
        double rate,
        Duration waited,
        List<SlowCall> slowest) {

    public long total() {
        return mkdir + list + token;
    }
}
