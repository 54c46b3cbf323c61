package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListAnswer.Entry;
import io.github.pantree.pan123.TokenFile.Token;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
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
    /** A token that is refused twice in a row is not what is wrong. */
    private static final int TRIES_WITH_NEW_TOKEN = 2;

    private final Wire wire;
    private final Pacer pacer;
    private final Tokens tokens;
    private final Outage outage;
    private final @Nullable String clientId;
    private final @Nullable String clientSecret;
    private final LongAdder mkdirs = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder tokenCalls = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder retried = new LongAdder();

    HttpFolderApi(Pan123Settings settings, Timing timing) {
        wire = new Wire(settings.baseUrl(), settings.requestTimeout(), timing);
        pacer = new Pacer(settings.rate(), timing);
        outage = new Outage(settings.maxOutage(), timing);
        clientId = settings.clientId();
        clientSecret = settings.clientSecret();
        TokenFile file = new TokenFile(settings.home(), settings.baseUrl() + " " + clientId);
        tokens = new Tokens(settings.accessToken(), file, this::fetchToken, timing);
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
    public MkdirAnswer mkdir(String name, DirId parent, boolean again) {
        if (again) {
            retried.increment();
        }
        try {
            Map<String, Object> body = Map.of("name", name, "parentID", parent.value(), "type", 1);
            return MkdirReplies.read(call("/upload/v1/oss/file/mkdir", body, mkdirs), name);
        } catch (Halted e) {
            return new MkdirAnswer.NotSent();
        }
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
            Reply reply = call("/api/v1/oss/file/list", listBody(folder, cursor), lists);
            ListPage page = ListPage.read(reply);
            if (page.failure() != null) {
                attempt++;
                if (reply instanceof Reply.Envelope refusal && !refusal.isOk() && attempt >= TRIES_AGAINST_REFUSAL) {
                    return new ListAnswer.Refused(refusal.code(), refusal.message());
                }
                retryAfter(page.failure(), attempt, reply);
                continue;
            }
            attempt = 0;
            outage.over();
            page.entries()
                    .forEach(entry -> byName.computeIfAbsent(entry.name(), name -> new ArrayList<>(1))
                            .add(entry));
            cursor = page.next();
            if (cursor.equals(LAST_PAGE)) {
                return new ListAnswer.Listed(byName);
            }
            if (!cursors.add(cursor)) {
                // Going round in a circle would never end, and a part of a listing must not pass for the whole.
                return new ListAnswer.Refused(Reply.OK, "the listing comes back to the page " + cursor);
            }
        }
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
    private Reply call(String path, Object body, LongAdder counter) throws Halted {
        String token = tokens.current();
        for (int attempt = 1; ; attempt++) {
            Reply reply = paced(path, body, token, counter);
            if (!(reply instanceof Reply.Unauthorized refused)) {
                return reply;
            }
            if (attempt > TRIES_WITH_NEW_TOKEN) {
                throw new CredentialsRefused("the API refuses the access tokens that it has just issued: "
                        + refused.message() + "; check what the account may do");
            }
            token = tokens.renewed(token, refused.message());
            retried.increment();
        }
    }

    private Reply paced(String path, Object body, @Nullable String token, LongAdder counter) throws Halted {
        Pacer.Permit permit = pacer.await(counter == lists);
        counter.increment();
        Reply reply = wire.post(path, body, token);
        pacer.answered(permit);
        if (reply instanceof Reply.Throttled throttled) {
            limited.increment();
            pacer.throttled(permit, throttled.retryAfter());
            outage.goesOn("too many requests");
        } else if (reply instanceof Reply.Unreadable unreadable) {
            outage.goesOn(unreadable.reason());
        } else if (reply instanceof Reply.Envelope envelope) {
            answered(envelope);
        }
        return reply;
    }

    private void answered(Reply.Envelope envelope) {
        if (envelope.isOk()) {
            outage.over();
            pacer.succeeded();
        } else {
            log.debug("{} (trace ID {})", envelope.failure(), envelope.traceId());
        }
    }

    private Token fetchToken() throws Halted {
        Map<String, Object> body =
                Map.of("clientID", String.valueOf(clientId), "clientSecret", String.valueOf(clientSecret));
        for (int attempt = 1; ; attempt++) {
            Reply reply = paced("/api/v1/access_token", body, null, tokenCalls);
            String failure = failure(reply);
            if (reply instanceof Reply.Envelope envelope && envelope.isOk()) {
                Token token = token(envelope.data());
                if (token != null) {
                    return token;
                }
                outage.goesOn(failure);
            }
            retryAfter(failure, attempt, reply);
        }
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
            return "a token answer without accessToken or expiredAt";
        }
        return reply.failure();
    }

    private static CredentialsRefused refused(String answer) {
        return new CredentialsRefused("the API gives no access token for pantree.client-id and pantree.client-secret: "
                + answer + "; check both, and that the account has the developer package");
    }

    private static @Nullable Token token(JsonNode data) {
        String value = Wire.text(data.path("accessToken"));
        String expires = Wire.text(data.path("expiredAt"));
        if (value == null || value.isBlank() || expires == null) {
            return null;
        }
        try {
            return new Token(value, OffsetDateTime.parse(expires).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void halt() {
        pacer.halt();
    }

    @Override
    public CallFigures figures() {
        return new CallFigures(mkdirs.sum(), lists.sum(), tokenCalls.sum(), limited.sum(), retried.sum(), pacer.rate());
    }
}
