package io.github.pantree.pan123.http;

import io.github.pantree.logging.LogContext;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.pace.OutageGuard;
import io.github.pantree.pan123.pace.Pacer;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each call when the {@link Pacer} and the {@link OutageGuard} permit it, reports its outcome to both, and keeps
 * the statistics.
 */
final class PacedCaller {

    private static final Logger log = LoggerFactory.getLogger(PacedCaller.class);

    private static final Duration OUTAGE_POLL = Duration.ofMillis(250);
    /**
     * A single response of another server may be an accident; the first response of all, or this many in a row from one
     * endpoint, is not. A filter may reject a mkdir call for one of its names, so that these are not counted.
     */
    private static final int MOST_FOREIGN = 3;

    private final ApiTransport transport;
    private final Pacer pacer;
    private final OutageGuard outage;
    private final PantreeMetrics metrics;
    private final TimeSource timing;
    private final Map<Endpoint, LongAdder> calls = new ConcurrentHashMap<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final SlowestCalls slowest = new SlowestCalls();
    private final Map<Endpoint, AtomicInteger> foreignInARow = new ConcurrentHashMap<>();
    private final PauseLimit pauseLimit;
    private volatile boolean reached;

    PacedCaller(
            ApiTransport transport,
            Pacer pacer,
            OutageGuard outage,
            PauseLimit pauseLimit,
            PantreeMetrics metrics,
            TimeSource timing) {
        this.transport = transport;
        this.pacer = pacer;
        this.outage = outage;
        this.pauseLimit = pauseLimit;
        this.metrics = metrics;
        this.timing = timing;
    }

    /**
     * Waits for a permit and sends one call.
     *
     * @param token the access token; null for the call that requests one
     */
    ApiResponse send(ApiCall call, @Nullable String token) throws HaltedException {
        Endpoint endpoint = call.endpoint();
        HttpRequest request = transport.request(call, token);
        Pacer.Permit permit = acquire(call);
        calls(endpoint).increment();
        ApiResponse response;
        long departure = timing.nanos();
        long roundTrip;
        try {
            response = transport.send(request);
        } catch (HaltedException e) {
            outage.recordCancelled();
            throw e;
        } finally {
            // The pacer may wait for a database.
            roundTrip = timing.nanos() - departure;
            pacer.answered(permit);
        }
        measure(endpoint, response, Duration.ofNanos(roundTrip));
        LogContext.answer(response.traceId(), () -> report(endpoint, permit, roundTrip, response));
        return response;
    }

    private LongAdder calls(Endpoint endpoint) {
        return calls.computeIfAbsent(endpoint, first -> new LongAdder());
    }

    private Pacer.Permit acquire(ApiCall call) throws HaltedException {
        long start = timing.nanos();
        pauseLimit.check();
        Pacer.Permit permit = null;
        while (permit == null) {
            // Before the pacer, which must not reserve for an outage what other processes could send.
            while (!outage.tryAcquire()) {
                pacer.pause(OUTAGE_POLL);
            }
            permit = acquire(call, outage.isOpen());
        }
        long nanos = timing.nanos() - start;
        waited.add(nanos);
        metrics.waited(Duration.ofNanos(nanos));
        return permit;
    }

    /**
     * Waits for a permit; null if an outage has begun meanwhile.
     *
     * @param trial whether the call is the one that tries whether an outage has ended
     */
    private Pacer.@Nullable Permit acquire(ApiCall call, boolean trial) throws HaltedException {
        String parent = call.parent() == null ? null : call.parent().value();
        Pacer.Permit permit = null;
        try {
            permit = pacer.acquire(call.allowWhenHalted(), parent);
        } finally {
            if (permit == null && trial) {
                outage.recordCancelled();
            }
        }
        if (!trial && outage.isOpen()) {
            pacer.answered(permit);
            return null;
        }
        return permit;
    }

    private void measure(Endpoint endpoint, ApiResponse response, Duration time) {
        metrics.called(endpoint.kind, response.outcome(), time);
        String folder = endpoint == Endpoint.TOKEN ? null : LogContext.folder().orElse(null);
        slowest.add(endpoint.kind, folder, time, response.traceId());
    }

    private void report(Endpoint endpoint, Pacer.Permit permit, long roundTrip, ApiResponse response) {
        if (response instanceof ApiResponse.Unclear unclear && unclear.unsent()) {
            calls(endpoint).decrement();
        }
        if (response instanceof ApiResponse.Foreign foreign) {
            reportForeign(endpoint, foreign);
            return;
        }
        if (!(response instanceof ApiResponse.Unreadable)) {
            reached = true;
            foreignInARow(endpoint).set(0);
        }
        if (response instanceof ApiResponse.Throttled throttled) {
            limited.increment();
            Duration pause = pauseLimit.requested(throttled.retryAfter());
            pacer.throttled(permit, pause);
            outage.recordReachable(response.failure());
        } else if (response instanceof ApiResponse.Unreadable unreadable) {
            hold(unreadable.retryAfter());
            outage.recordFailure(response.failure());
        } else {
            pacer.passed(permit, roundTrip, response instanceof ApiResponse.Envelope envelope && envelope.isOk());
            reportReadable(endpoint, response);
        }
    }

    /** A server in maintenance says nothing about the rate. */
    private void hold(@Nullable Duration retryAfter) {
        Duration pause = pauseLimit.requested(retryAfter);
        if (pause != null) {
            pacer.hold(pause);
        }
    }

    private void reportForeign(Endpoint endpoint, ApiResponse.Foreign foreign) {
        if (!reached || foreign.unsent()) {
            throw new ApiUnavailableException(foreign.failure());
        }
        if (endpoint == Endpoint.MKDIR && foreign.filtered()) {
            outage.recordReachable(foreign.failure());
        } else {
            outage.recordFailure(foreign.failure());
            if (foreignInARow(endpoint).incrementAndGet() >= MOST_FOREIGN) {
                throw new ApiUnavailableException(foreign.failure());
            }
        }
    }

    private AtomicInteger foreignInARow(Endpoint endpoint) {
        return foreignInARow.computeIfAbsent(endpoint, first -> new AtomicInteger());
    }

    private void reportReadable(Endpoint endpoint, ApiResponse response) {
        if (response instanceof ApiResponse.Envelope) {
            accepted.increment();
        }
        if (response instanceof ApiResponse.Envelope envelope && isFailure(endpoint, envelope)) {
            log.debug("{} (trace ID {})", envelope.failure(), envelope.traceId());
            recordFailure(endpoint, envelope);
        } else if (response instanceof ApiResponse.Unauthorized) {
            outage.recordReachable(response.failure());
        } else {
            outage.recordSuccess();
        }
    }

    /**
     * Whether a refused name or the account is the cause of a refused mkdir call is for the caller to find out. Some
     * servers refuse the details of a deleted folder in unknown words, each time.
     */
    private void recordFailure(Endpoint endpoint, ApiResponse.Envelope envelope) {
        if (envelope.isOk()) {
            outage.recordFailure(Messages.format("api.missingData"));
        } else if (endpoint == Endpoint.MKDIR || endpoint == Endpoint.DETAIL) {
            outage.recordReachable(envelope.failure());
        } else {
            outage.recordFailure(envelope.failure());
        }
    }

    /**
     * An internal error in response to every call counts as an outage, too; any other refusal concerns only its call.
     */
    private static boolean isFailure(Endpoint endpoint, ApiResponse.Envelope envelope) {
        return envelope.isOk() ? !endpoint.isUsable(envelope.data()) : envelope.reason() == RefusalReason.UNKNOWN;
    }

    /** Waits before attempt {@code attempt + 1}, unless the pacer already delays the next call. */
    void backOff(String failure, int attempt, ApiResponse response) throws HaltedException {
        log.debug("Retrying after: {}", failure);
        countRetry();
        if (!(response instanceof ApiResponse.Throttled)) {
            pacer.pause(Backoff.STANDARD.pause(attempt, ThreadLocalRandom.current()));
        }
    }

    /** The number of calls that the API answered without rejecting their token. */
    long accepted() {
        return accepted.sum();
    }

    void pause(Duration time) throws HaltedException {
        pacer.pause(time);
    }

    /** Whether calls are delayed because the API fails. */
    boolean isOutage() {
        return outage.isOpen();
    }

    void countRetry() {
        retried.increment();
    }

    CallStatistics statistics() {
        return new CallStatistics(
                calls(Endpoint.MKDIR).sum(),
                calls(Endpoint.LIST).sum() + calls(Endpoint.DETAIL).sum(),
                calls(Endpoint.TOKEN).sum(),
                limited.sum(),
                retried.sum(),
                pacer.rate(),
                Duration.ofNanos(waited.sum()),
                slowest.calls());
    }
}
