package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.logging.LogContext;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.Backoff;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.pan123.pace.DatabasePacer;
import io.github.pantree.pan123.pace.LocalPacer;
import io.github.pantree.pan123.pace.OutageGuard;
import io.github.pantree.pan123.pace.Pacer;
import io.github.pantree.pan123.pace.RateStore;
import io.github.pantree.pan123.token.FileTokenStore;
import io.github.pantree.pan123.token.SharedTokenStore;
import io.github.pantree.pan123.token.TokenCipher;
import io.github.pantree.pan123.token.TokenProvider;
import io.github.pantree.pan123.token.TokenStore;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The 123pan open API over HTTP. */
final class HttpFolderApi implements FolderApi {

    private static final Logger log = LoggerFactory.getLogger(HttpFolderApi.class);

    private static final int PAGE = 100;
    private static final String LAST_PAGE = "-1";
    /** A refusal to list may be an inner error that passes, or a new folder that is not known everywhere yet. */
    private static final int TRIES_AGAINST_REFUSAL = 5;
    /** A token that is refused again and again is not what is wrong. */
    private static final int TRIES_WITH_NEW_TOKEN = 8;

    private static final Duration WHILE_HELD_BACK = Duration.ofMillis(250);

    /** A call of the API, and how often it was sent. */
    private static final class Endpoint {
        final String kind;
        final String path;
        final Predicate<JsonNode> usable;
        final LongAdder calls = new LongAdder();

        /**
         * @param kind what its calls are called in figures
         * @param usable whether the data of an answer with code 0 is what was asked for
         */
        Endpoint(String kind, String path, Predicate<JsonNode> usable) {
            this.kind = kind;
            this.path = path;
            this.usable = usable;
        }
    }

    private final ApiTransport wire;
    private final Pacer pacer;
    private final TokenProvider tokens;
    private final OutageGuard outage;
    private final Capabilities capabilities;
    private final @Nullable String clientId;
    private final @Nullable String clientSecret;
    private static final Duration UNKNOWN_LIFE = Duration.ofDays(1);
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(10);

    private final TimeSource timing;
    private final Endpoint mkdirs = new Endpoint("mkdir", "/upload/v1/oss/file/mkdir", data -> true);
    private final Endpoint lists = new Endpoint(
            "list", "/api/v1/oss/file/list", data -> ListPage.read(data).failure() == null);
    private final Endpoint tokenCalls = new Endpoint("token", "/api/v1/access_token", data -> token(data) != null);
    private final LongAdder limited = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder waited = new LongAdder();
    private final SlowestCalls slowest = new SlowestCalls();
    private final PantreeMetrics meters;

    HttpFolderApi(Pan123Settings settings, TimeSource timing, PantreeMetrics meters) {
        this(settings, timing, meters, null);
    }

    /** @param shared where the processes of an account tell each other its pace and its token; null for the home */
    HttpFolderApi(Pan123Settings settings, TimeSource timing, PantreeMetrics meters, @Nullable SharedStore shared) {
        this.timing = timing;
        this.meters = meters;
        wire = new ApiTransport(
                settings.baseUrl(), settings.requestTimeout(), timing, new SecretMasker(settings.clientSecret()));
        String account = account(settings);
        pacer = shared == null
                ? new LocalPacer(
                        settings.rate(),
                        new RateStore(settings.home().resolve("pace-" + account + ".json"), timing),
                        timing)
                : new DatabasePacer(settings.rate(), shared, sharedAccount(settings), timing);
        capabilities = Capabilities.of(settings, account, timing);
        outage = new OutageGuard(settings.maxOutage(), timing);
        clientId = settings.clientId();
        clientSecret = settings.clientSecret();
        TokenStore store = shared == null || clientSecret == null
                ? new FileTokenStore(settings.home(), account)
                : new SharedTokenStore(shared, account, new TokenCipher(clientSecret, account), pacer::isHalted);
        tokens = new TokenProvider(settings.accessToken(), store, this::fetchToken, timing);
    }

    /** Of all machines' fixed tokens, those that are alike are one account. */
    private static String sharedAccount(Pan123Settings settings) {
        String token = settings.accessToken();
        return settings.clientId() == null && token != null
                ? name(settings.baseUrl() + " token " + token)
                : account(settings);
    }

    /** Names files for an account without naming it. */
    private static String account(Pan123Settings settings) {
        String who = settings.clientId() == null ? "a fixed token" : settings.clientId();
        return name(settings.baseUrl() + " " + who);
    }

    private static String name(String account) {
        return UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public void authenticate() {
        try {
            tokens.get();
        } catch (HaltedException e) {
            log.debug("Stopped before there was a token");
        }
    }

    @Override
    public MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding form, boolean again) {
        if (again) {
            retried.increment();
        }
        try {
            Object name = form == NameEncoding.ARRAY ? names : names.get(0);
            Map<String, Object> body = Map.of("name", name, "parentID", parent.value(), "type", 1);
            return MkdirResponseParser.read(call(mkdirs, body), names);
        } catch (HaltedException e) {
            return MkdirBatchResult.all(new MkdirResult.NotSent());
        }
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ListResult list(DirId folder) {
        try {
            return listPages(folder);
        } catch (HaltedException e) {
            return new ListResult.NotSent();
        }
    }

    private ListResult listPages(DirId folder) throws HaltedException {
        Map<String, List<Entry>> byName = new HashMap<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        int attempt = 0;
        while (true) {
            ApiResponse reply = call(lists, listBody(folder, cursor));
            ListPage page = ListPage.read(reply);
            if (page.failure() != null) {
                attempt++;
                if (reply instanceof ApiResponse.Envelope refusal && isFinal(refusal, attempt)) {
                    return new ListResult.Refused(refusal.code(), refusal.message());
                }
                retryAfter(page.failure(), attempt, reply);
                continue;
            }
            attempt = 0;
            page.entries()
                    .forEach(entry -> byName.computeIfAbsent(entry.name(), name -> new ArrayList<>(1))
                            .add(entry));
            cursor = page.next();
            if (cursor.equals(LAST_PAGE)) {
                return new ListResult.Listed(byName);
            }
            if (!cursors.add(cursor)) {
                // Going round in a circle would never end, and a part of a listing must not pass for the whole.
                return new ListResult.Refused(ApiResponse.OK, Messages.format("api.circle", cursor));
            }
        }
    }

    /** Inner errors in answer to everything say nothing about this folder. */
    private boolean isFinal(ApiResponse.Envelope refusal, int attempt) {
        return !refusal.isOk()
                && attempt >= TRIES_AGAINST_REFUSAL
                && (refusal.hint() != RefusalReason.UNKNOWN || !outage.isOpen());
    }

    private static Map<String, Object> listBody(DirId folder, @Nullable String cursor) {
        Map<String, Object> body = new HashMap<>();
        body.put("parentFileId", folder.value());
        body.put("limit", PAGE);
        body.put("type", 1);
        if (cursor != null) {
            body.put("lastFileId", cursor);
        }
        return body;
    }

    /** Backs off, unless the pacer holds the next call back anyway. */
    private void retryAfter(String failure, int attempt, ApiResponse reply) throws HaltedException {
        log.debug("Again after: {}", failure);
        retried.increment();
        if (!(reply instanceof ApiResponse.Throttled)) {
            pacer.pause(Backoff.STANDARD.pause(attempt, ThreadLocalRandom.current()));
        }
    }

    /** One call that needs a token: renewed, and sent again, if the API does not know it any more. */
    private ApiResponse call(Endpoint endpoint, Object body) throws HaltedException {
        String token = tokens.get();
        for (int attempt = 1; ; attempt++) {
            ApiResponse reply = paced(endpoint, body, token);
            if (!(reply instanceof ApiResponse.Unauthorized refused)) {
                if (reply instanceof ApiResponse.Envelope) {
                    tokens.confirm();
                }
                return reply;
            }
            String next = tokens.refresh(token, refused.message());
            if (attempt > TRIES_WITH_NEW_TOKEN || tokens.allRejected()) {
                throw new CredentialsRefusedException(Messages.format("api.issued", refused.message()));
            }
            token = next;
            retried.increment();
        }
    }

    private ApiResponse paced(Endpoint endpoint, Object body, @Nullable String token) throws HaltedException {
        HttpRequest request = wire.request(endpoint.path, body, token);
        Pacer.Permit permit = permit(endpoint == lists);
        endpoint.calls.increment();
        ApiResponse reply;
        long left = timing.nanos();
        try {
            reply = wire.send(request);
        } catch (HaltedException e) {
            outage.recordCancelled();
            throw e;
        }
        pacer.answered(permit);
        note(endpoint, reply, Duration.ofNanos(timing.nanos() - left));
        LogContext.answer(reply.traceId(), () -> judge(endpoint, permit, reply));
        return reply;
    }

    private void note(Endpoint endpoint, ApiResponse reply, Duration time) {
        meters.called(endpoint.kind, reply.outcome(), time);
        String folder = endpoint == tokenCalls ? null : LogContext.folder().orElse(null);
        slowest.add(endpoint.kind, folder, time, reply.traceId());
    }

    private void judge(Endpoint endpoint, Pacer.Permit permit, ApiResponse reply) {
        if (reply instanceof ApiResponse.Throttled throttled) {
            limited.increment();
            pacer.throttled(permit, throttled.retryAfter());
            logLongPause(throttled.retryAfter());
            outage.recordThrottled(reply.failure());
        } else if (reply instanceof ApiResponse.Unreadable) {
            outage.recordFailure(reply.failure());
        } else {
            pacer.passed(permit);
            answered(endpoint, reply);
        }
    }

    private static void logLongPause(@Nullable Duration retryAfter) {
        if (retryAfter != null && retryAfter.compareTo(WORTH_A_WORD) >= 0) {
            log.warn("{}", Messages.format("pace.asked", retryAfter.toSeconds()));
        }
    }

    /** A permit to leave now, from the pacer and from whoever watches over outages. */
    private Pacer.Permit permit(boolean settles) throws HaltedException {
        long since = timing.nanos();
        Pacer.Permit permit = firstFree(settles);
        long nanos = timing.nanos() - since;
        waited.add(nanos);
        meters.waited(Duration.ofNanos(nanos));
        return permit;
    }

    private Pacer.Permit firstFree(boolean settles) throws HaltedException {
        while (true) {
            Pacer.Permit permit = pacer.acquire(settles);
            if (outage.tryAcquire()) {
                return permit;
            }
            pacer.pause(WHILE_HELD_BACK);
        }
    }

    private void answered(Endpoint endpoint, ApiResponse reply) {
        if (reply instanceof ApiResponse.Envelope envelope && isOutage(endpoint, envelope)) {
            log.debug("{} (trace ID {})", envelope.failure(), envelope.traceId());
            outage.recordFailure(envelope.isOk() ? Messages.format("api.lacking") : envelope.failure());
        } else if (reply instanceof ApiResponse.Unauthorized) {
            outage.recordThrottled(reply.failure());
        } else {
            outage.recordSuccess();
        }
    }

    /** An inner error in answer to everything is an outage too; any other refusal is about the call. */
    private static boolean isOutage(Endpoint endpoint, ApiResponse.Envelope envelope) {
        return envelope.isOk() ? !endpoint.usable.test(envelope.data()) : envelope.hint() == RefusalReason.UNKNOWN;
    }

    private AccessToken fetchToken() throws HaltedException {
        Map<String, Object> body =
                Map.of("clientID", String.valueOf(clientId), "clientSecret", String.valueOf(clientSecret));
        for (int attempt = 1; ; attempt++) {
            ApiResponse reply = paced(tokenCalls, body, null);
            String failure = failure(reply);
            if (reply instanceof ApiResponse.Envelope envelope && envelope.isOk()) {
                AccessToken token = token(envelope.data());
                if (token != null) {
                    return lasting(token);
                }
            }
            retryAfter(failure, attempt, reply);
        }
    }

    /** A token that ends in the past by this machine's clock was issued all the same: the API says when it is over. */
    private AccessToken lasting(AccessToken token) {
        Instant now = timing.now();
        if (token.expires().isAfter(now.plus(TokenProvider.MARGIN))) {
            return token;
        }
        log.warn("{}", Messages.format("api.clock", token.expires(), now));
        return new AccessToken(token.value(), now.plus(UNKNOWN_LIFE));
    }

    /** What is wrong with a token answer that may be better next time. */
    private static String failure(ApiResponse reply) {
        if (reply instanceof ApiResponse.Unauthorized refused) {
            throw refused(refused.message());
        }
        if (reply instanceof ApiResponse.Envelope envelope) {
            if (!envelope.isOk()) {
                throw refused(envelope.failure());
            }
            return Messages.format("api.tokenless");
        }
        return reply.failure();
    }

    private static CredentialsRefusedException refused(String answer) {
        return new CredentialsRefusedException(Messages.format("api.credentials", answer));
    }

    private static @Nullable AccessToken token(JsonNode data) {
        String value = data.path("accessToken").stringValue(null);
        String expires = data.path("expiredAt").stringValue(null);
        if (value == null || !AccessToken.isUsable(value) || expires == null) {
            return null;
        }
        try {
            return new AccessToken(value, OffsetDateTime.parse(expires).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void halt() {
        pacer.halt();
    }

    @Override
    public Optional<OutageStatus> outage() {
        return outage.status();
    }

    @Override
    public CallStatistics statistics() {
        return new CallStatistics(
                mkdirs.calls.sum(),
                lists.calls.sum(),
                tokenCalls.calls.sum(),
                limited.sum(),
                retried.sum(),
                pacer.rate(),
                Duration.ofNanos(waited.sum()),
                slowest.calls());
    }
}
