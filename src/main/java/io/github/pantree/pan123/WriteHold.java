package io.github.pantree.pan123;

import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Holds mkdir calls while the API refuses all writes of an account: a ban, arrears, maintenance. Listings continue, and
 * one mkdir call is tried from time to time, by one process of the account. It is stored for the next run and, with a
 * {@link SharedStore}, for other processes. Thread-safe.
 */
public final class WriteHold {

    private static final Logger log = LoggerFactory.getLogger(WriteHold.class);

    /** In microseconds, like what is stored. */
    private static final long FIRST_PAUSE = 2_000_000;

    private static final long LONGEST_PAUSE = 15 * 60 * 1_000_000L;
    /** How often it is checked whether other processes have found or ended a hold. */
    private static final Duration REFRESH = Duration.ofSeconds(2);

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    /** Reads and replaces the stored text. */
    @FunctionalInterface
    interface StoredText {
        void change(SharedStore.Change change);
    }

    /**
     * What is stored; times in microseconds since 1970.
     *
     * @param pause between the last attempt and the next, in microseconds
     */
    private record State(String refusal, long since, long next, long pause) {

        static State begin(String refusal, long now) {
            return new State(refusal, now, now + FIRST_PAUSE, FIRST_PAUSE);
        }

        /** A clock that was set back must not make the wait longer than the pause. */
        State noLaterThan(long now) {
            return next <= now + pause ? this : at(now + pause);
        }

        State at(long attempt) {
            return new State(refusal, since, attempt, pause);
        }

        /** As if the last attempt had not been made. */
        State withoutAttempt(long now) {
            return new State(refusal, since, now, Math.max(pause / 2, FIRST_PAUSE));
        }

        State afterAttempt(long now) {
            long longer = Math.min(2 * pause, LONGEST_PAUSE);
            return new State(refusal, since, now + longer, longer);
        }
    }

    private final StoredText stored;
    private final Duration bound;
    private final TimeSource timing;
    private @Nullable State state;
    /** The clock of the store, minus the monotonic clock in microseconds. */
    private long offset;

    private OptionalLong readAt = OptionalLong.empty();
    private OptionalLong heldSince = OptionalLong.empty();
    private boolean attempting;

    /** @param bound how long a run waits for the end before it stops */
    WriteHold(StoredText stored, Duration bound, TimeSource timing) {
        this.stored = stored;
        this.bound = bound;
        this.timing = timing;
    }

    /**
     * The hold of an account.
     *
     * @param shared stores it for all processes; null to use the home
     */
    public static WriteHold of(
            Pan123Settings settings, String account, @Nullable SharedStore shared, TimeSource timing) {
        Path file = settings.home().resolve("writes-" + account + ".json");
        StoredText stored = shared == null
                ? change -> change(new ExpiringJsonFile(file, GOOD_FOR, timing), change, timing)
                : change -> shared.change("writes " + account, change);
        return new WriteHold(stored, settings.maxOutage(), timing);
    }

    private static void change(ExpiringJsonFile file, SharedStore.Change change, TimeSource timing) {
        String text = change.apply(file.load().map(JsonNode::toString).orElse(null), () -> micros(timing.now()));
        if (text != null && text.isEmpty()) {
            file.delete();
        } else if (text != null) {
            State state = Json.read(text, State.class);
            file.save(Map.of(
                    "refusal", state.refusal(), "since", state.since(), "next", state.next(), "pause", state.pause()));
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /**
     * Whether a mkdir call may leave now. During a hold it is an attempt, whose outcome the caller then reports.
     *
     * @throws ApiUnavailableException if the next attempt is further away than a run may wait
     */
    public synchronized boolean tryAcquire() {
        boolean isRead = readAt.isPresent() && timing.nanos() - readAt.getAsLong() < REFRESH.toNanos();
        if (!isRead && !attempting) {
            change((current, now) -> null);
        }
        State held = state;
        if (held == null || attempting) {
            return held == null;
        }
        long left = held.next() - now();
        if (left > 0) {
            checkBound(held, left);
            return false;
        }
        change((current, now) -> current == null || current.next() > now ? null : begin(current.afterAttempt(now)));
        return attempting || state == null;
    }

    private State begin(State attempt) {
        attempting = true;
        return attempt;
    }

    private void checkBound(State held, long left) {
        Duration waited = lasting().plus(Duration.of(left, ChronoUnit.MICROS));
        if (waited.compareTo(bound) > 0) {
            throw new ApiUnavailableException(Messages.format(
                    "hold.exceeded", time(held.since()), held.refusal(), time(held.next()), bound.toSeconds()));
        }
    }

    /** The API refused a call, and the refusal concerns the account. */
    public synchronized void recordRefused(String refusal) {
        boolean known = state != null;
        attempting = false;
        change((current, now) -> current == null ? State.begin(refusal, now) : null);
        State held = state;
        if (!known && held != null) {
            log(held);
        }
    }

    /** The API carried out a call, or refused it for a reason of its own: it ends a hold if it was an attempt. */
    public synchronized void recordAccepted() {
        if (attempting) {
            attempting = false;
            log.info("{}", Messages.format("hold.ended", lasting().toSeconds()));
            change((current, now) -> null, true);
        }
    }

    /** The form of a call was refused, which an API may check before the account: another attempt may leave at once. */
    public synchronized void recordFormRefused() {
        if (attempting) {
            attempting = false;
            change((current, now) -> current == null ? null : current.withoutAttempt(now));
        }
    }

    /** A call ended without evidence about the account. */
    public synchronized void recordUnknown() {
        attempting = false;
    }

    /** Whether mkdir calls are held, as far as this process knows. */
    public synchronized boolean isHeld() {
        return state != null;
    }

    /** The hold, in the form of an outage; empty without one. */
    public synchronized Optional<OutageStatus> status() {
        State held = state;
        return held == null ? Optional.empty() : Optional.of(new OutageStatus(lasting(), bound, held.refusal()));
    }

    private Duration lasting() {
        return heldSince.isPresent() ? Duration.ofNanos(timing.nanos() - heldSince.getAsLong()) : Duration.ZERO;
    }

    /** Computes the new state from the stored one and the time; null to leave it. */
    @FunctionalInterface
    private interface Transition {
        @Nullable
        State apply(@Nullable State current, long now);
    }

    private void change(Transition transition) {
        change(transition, false);
    }

    private void change(Transition transition, boolean end) {
        stored.change((text, clock) -> apply(transition, end, text, clock));
        boolean held = state != null;
        if (held && heldSince.isEmpty()) {
            heldSince = OptionalLong.of(timing.nanos());
        } else if (!held) {
            heldSince = OptionalLong.empty();
        }
    }

    private @Nullable String apply(Transition transition, boolean end, @Nullable String text, LongSupplier clock) {
        long now = clock.getAsLong();
        long nanos = timing.nanos();
        boolean first = readAt.isEmpty();
        readAt = OptionalLong.of(nanos);
        offset = now - nanos / SharedStore.NANOS_PER_MICRO;
        State parsed = parse(text, now);
        State current = parsed == null ? null : parsed.noLaterThan(now);
        State next = transition.apply(current, now);
        State changed = next == null && !Objects.equals(current, parsed) ? current : next;
        state = end ? null : changed == null ? current : changed;
        if (first && current != null) {
            log(current);
        }
        return end ? "" : changed == null ? null : Json.write(changed);
    }

    private static @Nullable State parse(@Nullable String text, long now) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            JsonNode node = Json.read(text);
            return new State(
                    String.valueOf(node.path("refusal").stringValue(null)),
                    node.path("since").asLong(now),
                    node.path("next").asLong(0),
                    Math.max(node.path("pause").asLong(0), FIRST_PAUSE));
        } catch (JacksonException e) {
            return null;
        }
    }

    private long now() {
        return timing.nanos() / SharedStore.NANOS_PER_MICRO + offset;
    }

    private void log(State held) {
        log.warn("{}", Messages.format("hold.begins", held.refusal(), time(held.next()), bound.toSeconds()));
    }

    private static String time(long micros) {
        return DisplayTime.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
