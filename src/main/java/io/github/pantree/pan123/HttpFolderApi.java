package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.logs.Trail;
import io.github.pantree.meters.Meters;
import io.github.pantree.pan123.ListAnswer.Entry;
import io.github.pantree.pan123.MkdirAnswer.Hint;
import io.github.pantree.support.Messages;
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

    private final Wire wire;
    private final Pace pacer;
    private final Tokens tokens;
    private final Outage outage;
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
    private final Slowest slowest = new Slowest();
    private final Meters meters;

    HttpFolderApi(Pan123Settings settings, TimeSource timing, Meters meters) {
        this(settings, timing, meters, null);
    }

    /** @param shared where the processes of an account tell each other its pace and its token; null for the home */
    HttpFolderApi(Pan123Settings settings, TimeSource timing, Meters meters, @Nullable SharedNotes shared) {
        this.timing = timing;
        this.meters = meters;
        wire = new Wire(settings.baseUrl(), settings.requestTimeout(), timing, new Secrets(settings.clientSecret()));
        String account = account(settings);
        pacer = shared == null
                ? new Pacer(
                        settings.rate(),
                        new PaceMemory(settings.home().resolve("pace-" + account + ".json"), timing),
                        timing)
                : new SharedPacer(settings.rate(), shared, sharedAccount(settings), timing);
        capabilities = Capabilities.of(settings, account, timing);
        outage = new Outage(settings.maxOutage(), timing);
        clientId = settings.clientId();
        clientSecret = settings.clientSecret();
        TokenStore store = shared == null || clientSecret == null
                ? new TokenFile(settings.home(), account)
                : new SharedToken(shared, account, new Seal(clientSecret, account), pacer::isHalted);
        tokens = new Tokens(settings.accessToken(), store, this::fetchToken, timing);
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
            tokens.current();
        } catch (Halted e) {
            log.debug("Stopped before there was a token");
        }
    }

    @Override
    public MkdirAnswers mkdir(List<String> names, DirId parent, NameForm form, boolean again) {
        if (again) {
            retried.increment();
        }
        try {
            Object name = form == NameForm.ARRAY ? names : names.get(0);
            Map<String, Object> body = Map.of("name", name, "parentID", parent.value(), "type", 1);
            return MkdirReplies.read(call(mkdirs, body), names);
        } catch (Halted e) {
            return MkdirAnswers.all(new MkdirAnswer.NotSent());
        }
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public ListAnswer list(DirId folder) {
        try {
            return listPages(folder);
        } catch (Halted e) {
            return new ListAnswer.NotSent();
        }
    }

    private ListAnswer listPages(DirId folder) throws Halted {
        Map<String, List<Entry>> byName = new HashMap<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        int attempt = 0;
        while (true) {
            Reply reply = call(lists, listBody(folder, cursor));
            ListPage page = ListPage.read(reply);
            if (page.failure() != null) {
                attempt++;
                if (reply instanceof Reply.Envelope refusal && isFinal(refusal, attempt)) {
                    return new ListAnswer.Refused(refusal.code(), refusal.message());
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
                return new ListAnswer.Listed(byName);
            }
            if (!cursors.add(cursor)) {
                // Going round in a circle would never end, and a part of a listing must not pass for the whole.
                return new ListAnswer.Refused(Reply.OK, Messages.format("api.circle", cursor));
            }
        }
    }

    /** Inner errors in answer to everything say nothing about this folder. */
    private boolean isFinal(Reply.Envelope refusal, int attempt) {
        return !refusal.isOk()
                && attempt >= TRIES_AGAINST_REFUSAL
                && (refusal.hint() != Hint.UNKNOWN || !outage.isOn());
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
    private void retryAfter(String failure, int attempt, Reply reply) throws Halted {
        log.debug("Again after: {}", failure);
        retried.increment();
        if (!(reply instanceof Reply.Throttled)) {
            pacer.pause(Backoff.STANDARD.pause(attempt, ThreadLocalRandom.current()));
        }
    }

    /** One call that needs a token: renewed, and sent again, if the API does not know it any more. */
    private Reply call(Endpoint endpoint, Object body) throws Halted {
        String token = tokens.current();
        for (int attempt = 1; ; attempt++) {
            Reply reply = paced(endpoint, body, token);
            if (!(reply instanceof Reply.Unauthorized refused)) {
                if (reply instanceof Reply.Envelope) {
                    tokens.taken();
                }
                return reply;
            }
            String next = tokens.renewed(token, refused.message());
            if (attempt > TRIES_WITH_NEW_TOKEN || tokens.noneIsTaken()) {
                throw new CredentialsRefused(Messages.format("api.issued", refused.message()));
            }
            token = next;
            retried.increment();
        }
    }

    private Reply paced(Endpoint endpoint, Object body, @Nullable String token) throws Halted {
        HttpRequest request = wire.request(endpoint.path, body, token);
        Pace.Permit permit = permit(endpoint == lists);
        endpoint.calls.increment();
        Reply reply;
        long left = timing.nanos();
        try {
            reply = wire.send(request);
        } catch (Halted e) {
            outage.cancelled();
            throw e;
        }
        pacer.answered(permit);
        note(endpoint, reply, Duration.ofNanos(timing.nanos() - left));
        Trail.answer(reply.traceId(), () -> judge(endpoint, permit, reply));
        return reply;
    }

    private void note(Endpoint endpoint, Reply reply, Duration time) {
        meters.called(endpoint.kind, reply.outcome(), time);
        String folder = endpoint == tokenCalls ? null : Trail.folder().orElse(null);
        slowest.add(endpoint.kind, folder, time, reply.traceId());
    }

    private void judge(Endpoint endpoint, Pace.Permit permit, Reply reply) {
        if (reply instanceof Reply.Throttled throttled) {
            limited.increment();
            pacer.throttled(permit, throttled.retryAfter());
            sayLongPause(throttled.retryAfter());
            outage.unchanged(reply.failure());
        } else if (reply instanceof Reply.Unreadable) {
            outage.goesOn(reply.failure());
        } else {
            pacer.passed(permit);
            answered(endpoint, reply);
        }
    }

    private static void sayLongPause(@Nullable Duration retryAfter) {
        if (retryAfter != null && retryAfter.compareTo(WORTH_A_WORD) >= 0) {
            log.warn("{}", Messages.format("pace.asked", retryAfter.toSeconds()));
        }
    }

    /** A permit to leave now, from the pacer and from whoever watches over outages. */
    private Pace.Permit permit(boolean settles) throws Halted {
        long since = timing.nanos();
        Pace.Permit permit = firstFree(settles);
        long nanos = timing.nanos() - since;
        waited.add(nanos);
        meters.waited(Duration.ofNanos(nanos));
        return permit;
    }

    private Pace.Permit firstFree(boolean settles) throws Halted {
        while (true) {
            Pace.Permit permit = pacer.await(settles);
            if (outage.lets()) {
                return permit;
            }
            pacer.pause(WHILE_HELD_BACK);
        }
    }

    private void answered(Endpoint endpoint, Reply reply) {
        if (reply instanceof Reply.Envelope envelope && isTrouble(endpoint, envelope)) {
            log.debug("{} (trace ID {})", envelope.failure(), envelope.traceId());
            outage.goesOn(envelope.isOk() ? Messages.format("api.lacking") : envelope.failure());
        } else if (reply instanceof Reply.Unauthorized) {
            outage.unchanged(reply.failure());
        } else {
            outage.over();
        }
    }

    /** An inner error in answer to everything is an outage too; any other refusal is about the call. */
    private static boolean isTrouble(Endpoint endpoint, Reply.Envelope envelope) {
        return envelope.isOk() ? !endpoint.usable.test(envelope.data()) : envelope.hint() == Hint.UNKNOWN;
    }

    private AccessToken fetchToken() throws Halted {
        Map<String, Object> body =
                Map.of("clientID", String.valueOf(clientId), "clientSecret", String.valueOf(clientSecret));
        for (int attempt = 1; ; attempt++) {
            Reply reply = paced(tokenCalls, body, null);
            String failure = failure(reply);
            if (reply instanceof Reply.Envelope envelope && envelope.isOk()) {
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
        if (token.expires().isAfter(now.plus(Tokens.MARGIN))) {
            return token;
        }
        log.warn("{}", Messages.format("api.clock", token.expires(), now));
        return new AccessToken(token.value(), now.plus(UNKNOWN_LIFE));
    }

    /** What is wrong with a token answer that may be better next time. */
    private static String failure(Reply reply) {
        if (reply instanceof Reply.Unauthorized refused) {
            throw refused(refused.message());
        }
        if (reply instanceof Reply.Envelope envelope) {
            if (!envelope.isOk()) {
                throw refused(envelope.failure());
            }
            return Messages.format("api.tokenless");
        }
        return reply.failure();
    }

    private static CredentialsRefused refused(String answer) {
        return new CredentialsRefused(Messages.format("api.credentials", answer));
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
    public Optional<ApiTrouble> trouble() {
        return outage.trouble();
    }

    @Override
    public CallFigures figures() {
        return new CallFigures(
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
