package io.github.pantree.pan123.http;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.BoundedBodySubscriber;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import io.github.pantree.support.RetryAfter;
import io.github.pantree.support.SecretMasker;
import io.github.pantree.support.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Sends requests to the API and classifies the responses. Knows the envelope, not the endpoints. */
final class ApiTransport {

    private static final Logger log = LoggerFactory.getLogger(ApiTransport.class);

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LARGEST_BODY = 8 << 20;
    private static final int SHOWN_BODY = 120;
    private static final int SEARCHED_BODY = 20_000;
    private static final int LONGEST_TEXT = 1000;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    /** With which web application firewalls respond to a request whose content they reject. */
    private static final Set<Integer> FILTERS = Set.of(403, 405, 406);

    private static final int NO_CONTENT = 204;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_EARLY = 425;
    private static final int NETWORK_LOGIN = 511;
    /** Messages about a blocked address of this machine, from the API and its gateway. */
    private static final Pattern BLOCKED = Pattern.compile("(?i)forbidden.{0,40}client ip");

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    private final String baseUrl;
    private final Duration timeout;
    private final TimeSource timing;
    private final SecretMasker secrets;
    private final HttpConnector connector;
    private final HttpClient client;

    /** @param secrets masked in everything that is quoted from responses */
    ApiTransport(String baseUrl, Duration timeout, TimeSource timing, SecretMasker secrets, HttpConnector connector) {
        this.secrets = secrets;
        this.baseUrl = baseUrl;
        this.timeout = timeout;
        this.timing = timing;
        this.connector = connector;
        this.client = connector.client().connectTimeout(Duration.ofSeconds(10)).build();
    }

    /**
     * Creates a request for {@link #send}, before the permit is acquired, so that nothing delays its departure.
     *
     * @param token the access token; null for the call that requests one
     */
    HttpRequest request(ApiCall call, @Nullable String token) {
        String path = call.endpoint().path;
        if (call.endpoint() == Endpoint.DETAIL) {
            return request(path + "?" + query(call.parameters()), HttpRequest.Builder::GET, token);
        }
        String body = Json.write(call.parameters());
        return request(path, builder -> builder.POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)), token);
    }

    private static String query(Map<String, ?> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(String.valueOf(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest request(String path, UnaryOperator<HttpRequest.Builder> method, @Nullable String token) {
        HttpRequest.Builder request = method.apply(connector.request(URI.create(baseUrl + path)))
                .timeout(timeout)
                .header("Platform", "open_platform")
                .header("Content-Type", "application/json");
        if (token != null) {
            secrets.add(token);
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    ApiResponse send(HttpRequest request) throws HaltedException {
        try {
            HttpResponse<byte[]> response = client.send(request, BoundedBodySubscriber.failing(LARGEST_BODY, timeout));
            return read(response.statusCode(), response.headers(), decoded(response));
        } catch (IOException e) {
            log.debug("No response", e);
            return connector
                    .refusal(e, request.uri())
                    .<ApiResponse>map(reason -> new ApiResponse.Foreign(reason, true))
                    .orElseGet(() -> new ApiResponse.Unreadable(describe(e, request.uri()), isUnconnected(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltedException();
        }
    }

    /** The body; some proxies compress it without being asked to. */
    private static byte[] decoded(HttpResponse<byte[]> response) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("");
        if (!encoding.strip().equalsIgnoreCase("gzip")) {
            return HttpConnector.body(response);
        }
        try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(HttpConnector.body(response)))) {
            return body.readNBytes(LARGEST_BODY);
        }
    }

    /** Whether no connection was established. */
    private static boolean isUnconnected(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLHandshakeException;
    }

    private String describe(IOException failure, URI uri) {
        if (isUnconnected(failure)) {
            return Messages.format("api.unconnected", connector.target(uri, baseUrl));
        }
        return failure instanceof HttpTimeoutException || failure.getCause() instanceof TimeoutException
                ? Messages.format("api.timeout", timeout.toMillis() / 1000.0)
                : Messages.format("api.connectionClosed");
    }

    /** Classifies a response. */
    ApiResponse read(int status, HttpHeaders headers, byte[] body) {
        JsonNode envelope = parse(body);
        OptionalInt code = code(envelope.path("code"));
        String traceId = printableText(envelope.path("x-traceID"));
        Duration pause = retryAfter(headers);
        if (isRefusal(TOO_MANY_REQUESTS, status, code)) {
            return new ApiResponse.Throttled(pause, traceId);
        }
        String message = printableText(envelope.path("message"));
        String words = message == null ? excerpt(body) : message;
        if (code.orElse(-1) != ApiResponse.OK && BLOCKED.matcher(words).find()) {
            return foreign("api.blocked", words);
        }
        if (status == UNAVAILABLE && pause != null && code.orElse(-1) != ApiResponse.OK) {
            return new ApiResponse.Unreadable(Messages.format("api.unreadable", status, words), false, pause);
        }
        if (code.isEmpty()) {
            return withoutEnvelope(status, headers, body);
        }
        if (isRefusal(UNAUTHORIZED, status, code)) {
            return new ApiResponse.Unauthorized(message == null ? "HTTP 401" : message);
        }
        return new ApiResponse.Envelope(
                code.getAsInt(), message == null ? "" : message, envelope.path("data"), traceId);
    }

    /** Whether the status or the code is this one; the code of success says that the call was carried out anyway. */
    private static boolean isRefusal(int refusal, int status, OptionalInt code) {
        int known = code.orElse(status);
        return known == refusal || (status == refusal && known != ApiResponse.OK);
    }

    /** The code is a number, or a number in a string if the address is blocked. */
    private static OptionalInt code(JsonNode code) {
        String digits = code.isInt() ? code.asString() : code.stringValue("");
        return digits.matches("-?\\d{1,9}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /** The response is not from the API: a proxy, a login page, a gateway or another server sent it. */
    private ApiResponse withoutEnvelope(int status, HttpHeaders headers, byte[] body) {
        if (status / 100 == 3) {
            String location = headers.firstValue("Location").orElse("?");
            return foreign("api.redirect", status, baseUrl, printable(secrets.mask(location)));
        }
        return switch (status) {
            case HttpConnector.PROXY_AUTHENTICATION ->
                new ApiResponse.Foreign(connector.proxyRefusal(status, URI.create(baseUrl)), true);
            case NOT_FOUND -> foreign("api.address", baseUrl, excerpt(body));
            default ->
                isFromElsewhere(status, body)
                        ? new ApiResponse.Foreign(
                                Messages.format("api.login", status, baseUrl, excerpt(body)),
                                false,
                                FILTERS.contains(status))
                        : new ApiResponse.Unreadable(Messages.format("api.unreadable", status, excerpt(body)));
        };
    }

    /** The API and its gateway respond with pages to errors of their own only, and never without content. */
    private static boolean isFromElsewhere(int status, byte[] body) {
        return switch (status) {
            case NO_CONTENT, NETWORK_LOGIN -> true;
            case REQUEST_TIMEOUT, CONFLICT, TOO_LARGE, TOO_EARLY -> false;
            default -> status / 100 == 4 || (status / 100 == 2 && isPage(body));
        };
    }

    private static boolean isPage(byte[] body) {
        int length = Math.min(body.length, SHOWN_BODY);
        return new String(body, 0, length, StandardCharsets.UTF_8).strip().startsWith("<");
    }

    private static ApiResponse.Foreign foreign(String key, Object... values) {
        return new ApiResponse.Foreign(Messages.format(key, values), false);
    }

    private JsonNode parse(byte[] body) {
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private @Nullable String printableText(JsonNode node) {
        String text = node.stringValue(null);
        return text == null ? null : printable(secrets.mask(text));
    }

    /** Makes text from outside safe for logs and terminals: no line ends or control characters, bounded length. */
    static String printable(String text) {
        String visible = PrintableText.of(text);
        return visible.codePointCount(0, visible.length()) <= LONGEST_TEXT
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /** The beginning of an unreadable body. */
    private String excerpt(byte[] body) {
        // Masked before it is truncated, since the beginning of a secret would not be recognized.
        String all = secrets.mask(new String(body, 0, Math.min(body.length, SEARCHED_BODY), StandardCharsets.UTF_8));
        Matcher title = TITLE.matcher(all);
        String text = title.find() ? title.group(1) : all;
        String shown = text.substring(0, Math.min(text.length(), SHOWN_BODY))
                .replaceAll("<[^>]*>?", " ")
                .replaceAll("[\\s\\p{Cntrl}]+", " ");
        String words = PrintableText.of(shown).strip();
        return words.isEmpty() ? Messages.format(body.length == 0 ? "api.empty" : "api.page") : words;
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, timing.now()))
                .orElse(null);
    }
}
