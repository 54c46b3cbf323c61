package io.github.pantree.pan123.http;

import io.github.pantree.folder.DirId;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.pan123.WriteHold;
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
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SecretMasker;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The 123pan open API over HTTP: calls with an access token, and paged listings. */
final class HttpFolderApi implements FolderApi {

    private static final Logger log = LoggerFactory.getLogger(HttpFolderApi.class);

    private static final int PAGE = 100;
    private static final String LAST_PAGE = "-1";
    /** A refused listing may be a transient internal error, or a new folder that some servers do not know yet. */
    private static final int TRIES_AGAINST_REFUSAL = 5;
    /** After this many new tokens, the token is not the cause. */
    private static final int TRIES_WITH_NEW_TOKEN = 8;

    private final PacedCaller caller;
    private final Pacer pacer;
    private final OutageGuard outage;
    private final PauseLimit pauseLimit;
    private final TokenProvider tokens;
    private final Capabilities capabilities;
    private final WriteHold writes;
    private final String account;
    private final RootId root = new RootId();

    /** @param shared stores the pace and the token for all processes of an account; null to use the home */
    HttpFolderApi(
            Pan123Settings settings,
            HttpConnector connector,
            TimeSource timing,
            PantreeMetrics metrics,
            @Nullable SharedStore shared) {
        account = account(settings);
        pacer = shared == null
                ? new LocalPacer(
                        settings.rate(), settings.concurrency(), RateStore.of(settings.home(), account, timing), timing)
                : new DatabasePacer(settings.rate(), settings.concurrency(), shared, account, timing);
        outage = new OutageGuard(settings.maxOutage(), timing);
        String secret = settings.clientSecret();
        ApiTransport transport = new ApiTransport(
                settings.baseUrl(), settings.requestTimeout(), timing, new SecretMasker(secret), connector);
        pauseLimit = new PauseLimit(settings.maxOutage(), timing);
        caller = new PacedCaller(transport, pacer, outage, pauseLimit, metrics, timing);
        TokenStore store = shared == null || secret == null
                ? new FileTokenStore(settings.home(), account, timing, pacer::isHalted)
                : new SharedTokenStore(shared, account, new TokenCipher(secret, account), pacer::isHalted);
        TokenRequests requests = new TokenRequests(caller, settings.clientId(), secret, timing);
        tokens = new TokenProvider(settings.accessToken(), store, requests, timing);
        capabilities = Capabilities.of(settings, account, timing);
        writes = WriteHold.of(settings, account, shared, timing);
    }

    /** Names files for an account without revealing it. A fixed token does not say whose it is: all are one account. */
    private static String account(Pan123Settings settings) {
        String client = settings.clientId() == null ? "a fixed token" : settings.clientId();
        return hash(settings.baseUrl() + " " + client);
    }

    private static String hash(String account) {
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
    public MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding encoding, boolean again) {
        if (again) {
            caller.countRetry();
        }
        try {
            Object name = encoding == NameEncoding.ARRAY ? names : names.get(0);
            // Same order as in the vendor's API reference.
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("parentID", parent.value());
            body.put("type", 1);
            return MkdirResponseParser.read(call(ApiCall.mkdir(body, parent)), names);
        } catch (HaltedException e) {
            return MkdirBatchResult.all(new MkdirResult.NotSent());
        }
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public WriteHold writeHold() {
        return writes;
    }

    @Override
    public int mostCallsPerParent() {
        return pacer.mostOfParent();
    }

    @Override
    public ListResult list(DirId folder, boolean allowWhenHalted) {
        try {
            return listPages(folder, allowWhenHalted);
        } catch (HaltedException e) {
            return new ListResult.NotSent();
        }
    }

    private ListResult listPages(DirId folder, boolean allowWhenHalted) throws HaltedException {
        ListedPages pages = new ListedPages();
        String cursor = null;
        while (!LAST_PAGE.equals(cursor)) {
            ApiResponse response = page(listBody(folder, cursor), allowWhenHalted);
            ListPage page = ListPage.read(response);
            if (page.failure() != null && response instanceof ApiResponse.Envelope refusal) {
                return new ListResult.Refused(refusal.code(), refusal.message());
            }
            root.learn(folder, response);
            cursor = page.next();
            if (!pages.add(page)) {
                return new ListResult.Refused(ApiResponse.OK, Messages.format("api.endlessListing", cursor));
            }
        }
        return pages.result();
    }

    /** The response that contains a page or a final refusal; transient failures are retried. */
    private ApiResponse page(Map<String, Object> body, boolean allowWhenHalted) throws HaltedException {
        for (int attempt = 1; ; attempt++) {
            ApiResponse response = call(ApiCall.list(body, allowWhenHalted));
            String failure = ListPage.read(response).failure();
            if (failure == null || (response instanceof ApiResponse.Envelope refusal && isFinal(refusal, attempt))) {
                return response;
            }
            caller.backOff(failure, attempt, response);
        }
    }

    /** If every call fails with an internal error, the refusal is not about this folder. */
    private boolean isFinal(ApiResponse.Envelope refusal, int attempt) {
        return !refusal.isOk()
                && attempt >= TRIES_AGAINST_REFUSAL
                && (refusal.reason() != RefusalReason.UNKNOWN || !outage.isOpen());
    }

    private static Map<String, Object> listBody(DirId folder, @Nullable String cursor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parentFileId", folder.value());
        body.put("limit", PAGE);
        body.put("type", 1);
        if (cursor != null) {
            body.put("lastFileId", cursor);
        }
        return body;
    }

    @Override
    public DetailResult detail(DirId folder) {
        try {
            for (int attempt = 1; ; attempt++) {
                ApiResponse response = call(ApiCall.detail(folder));
                DetailResult result = detail(response, attempt);
                if (result != null) {
                    return result;
                }
                caller.backOff(String.valueOf(response.failure()), attempt, response);
            }
        } catch (HaltedException e) {
            return new DetailResult.NotSent();
        }
    }

    /** @return null if the call is to be sent again */
    private @Nullable DetailResult detail(ApiResponse response, int attempt) {
        if (!(response instanceof ApiResponse.Envelope envelope)) {
            return null;
        }
        if (envelope.code() == RefusalClassifier.NO_SUCH_FOLDER) {
            return new DetailResult.Missing();
        }
        JsonNode data = envelope.data();
        String name = data.path("filename").stringValue(null);
        if (envelope.isOk() && name != null) {
            return root.found(name, data);
        }
        return attempt >= TRIES_AGAINST_REFUSAL ? new DetailResult.Unknown(envelope.failure()) : null;
    }

    @Override
    public void endAt(Instant time) {
        pauseLimit.endAt(time);
    }

    @Override
    public String account() {
        return account;
    }

    /** Sends one call with an access token; if the API rejects the token, refreshes it and sends the call again. */
    private ApiResponse call(ApiCall call) throws HaltedException {
        String token = tokens.get();
        for (int attempt = 1; ; attempt++) {
            ApiResponse response = caller.send(call, token);
            if (!(response instanceof ApiResponse.Unauthorized rejection)) {
                if (response instanceof ApiResponse.Envelope) {
                    tokens.confirm();
                }
                return response;
            }
            if (attempt > TRIES_WITH_NEW_TOKEN) {
                throw new CredentialsRefusedException(Messages.format("api.issued", rejection.message()));
            }
            token = tokens.refresh(token, rejection.message());
            caller.countRetry();
        }
    }

    @Override
    public void halt() {
        pacer.halt();
    }

    @Override
    public Optional<OutageStatus> outage() {
        return outage.status().or(writes::status);
    }

    @Override
    public CallStatistics statistics() {
        return caller.statistics();
    }
}
