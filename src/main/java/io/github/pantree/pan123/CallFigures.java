package io.github.pantree.pan123;

/**
 * What was sent since the start.
 *
 * @param mkdir mkdir calls sent, whatever came of them
 * @param list list calls sent, one a page
 * @param token access token calls sent
 * @param limited calls answered with "too many requests"
 * @param retried calls sent again
 * @param rate calls per second that are allowed at present
 */
public record CallFigures(long mkdir, long list, long token, long limited, long retried, double rate) {

    public long total() {
        return mkdir + list + token;
    }
}
