package io.github.pantree.console.login;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the passwords that an address may try: after ten wrong ones it has to pause, whether the next one is right or
 * not. Both the pause and the count end five minutes after the last failure. By address, since an attacker could
 * otherwise lock out a user whose name is known.
 */
final class SignInLimiter {

    static final int MOST_FAILURES = 10;
    static final Duration PAUSE = Duration.ofMinutes(5);

    /** So that memory is bounded; the address whose first failure was the earliest is forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private final TimeSource timing;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    SignInLimiter(TimeSource timing) {
        this.timing = timing;
    }

    /** Whether the address has to pause. */
    synchronized boolean isBlocked(String address) {
        return recent(address) >= MOST_FAILURES;
    }

    /** The failures of the address; none if the last one was longer ago than a pause. */
    private int recent(String address) {
        Failures known = failures.get(address);
        if (known == null) {
            return 0;
        }
        if (known.last().plus(PAUSE).isAfter(timing.now())) {
            return known.count();
        }
        failures.remove(address);
        return 0;
    }

    synchronized void recordFailure(String address) {
        failures.put(address, new Failures(recent(address) + 1, timing.now()));
        if (failures.size() > MOST_ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void recordSuccess(String address) {
        failures.remove(address);
    }
}
