package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Refuses mkdir calls while the account is banned, and those that are too many at once. */
final class WriteGuard {

    private static final Duration USUAL_BAN = Duration.ofMinutes(150);

    private final Supplier<ServerRules> rules;
    private final LongSupplier nanos;
    private final Map<String, Integer> byParent = new HashMap<>();
    private int inFlight;
    private int mostInFlight;
    private int admitted;
    private int sinceBan;
    private boolean banned;
    private long bannedUntil;

    WriteGuard(Supplier<ServerRules> rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /** Counts a mkdir call, even if it is refused, until its response was sent. */
    synchronized void arrive(Request request) {
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        request.whenAnswered(this::leave);
    }

    private synchronized void leave() {
        inFlight--;
    }

    /** The maximum number of mkdir calls in flight so far. */
    synchronized int mostInFlight() {
        return mostInFlight;
    }

    /** @throws ApiErrorException if the call is refused because of a ban, or of other calls in flight */
    synchronized void admit(Request request, String parent) throws ApiErrorException {
        ServerRules now = rules.get();
        if (admitted >= now.most(ServerRule.BAN_IN_FLIGHT) || ++sinceBan > now.most(ServerRule.BAN_AFTER)) {
            ban(now.time(ServerRule.BAN_TIME, USUAL_BAN));
        }
        if (isBanned()) {
            throw new ApiErrorException(Reason.BANNED);
        }
        int siblings = byParent.getOrDefault(parent, 0);
        if (admitted >= now.most(ServerRule.MAX_IN_FLIGHT)
                || siblings >= now.most(ServerRule.MAX_IN_FLIGHT_PER_PARENT)) {
            throw new ApiErrorException(Reason.LIMITED);
        }
        admitted++;
        byParent.merge(parent, 1, Integer::sum);
        request.whenAnswered(() -> leave(parent));
    }

    private synchronized void leave(String parent) {
        admitted--;
        byParent.computeIfPresent(parent, (key, count) -> count > 1 ? count - 1 : null);
    }

    private boolean isBanned() {
        banned &= nanos.getAsLong() - bannedUntil < 0;
        return banned;
    }

    /** Refuses all writes for this time; zero lifts a ban. Calls do not prolong a ban. */
    synchronized void ban(Duration time) {
        if (time.isZero() || !isBanned()) {
            banned = !time.isZero();
            bannedUntil = nanos.getAsLong() + time.toNanos();
        }
        sinceBan = 0;
    }
}
