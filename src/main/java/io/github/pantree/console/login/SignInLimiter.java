package io.github.pantree.console.login;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the passwords that an address may try: after ten wrong ones it has to pause, whether the next one is right or
 * not. By address, since an attacker could otherwise lock out a user whose name is known.
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
        Failures known = failures.get(address);
        if (known == null || known.count() < MOST_FAILURES) {
            return false;
        }
        if (known.last().plus(PAUSE).isAfter(timing.now())) {
            return true;
        }
        failures.remove(address);
        return false;
    }

    synchronized void recordFailure(String address) {
        Failures known = failures.get(address);
        failures.put(address, new Failures(known == null ? 1 : known.count() + 1, timing.now()));
        if (failures.size() > MOST_ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    synchronized void recordSuccess(String address) {
        failures.remove(address);
    }
}
