package io.github.pantree.notification.channel;

import io.github.pantree.notification.channel.DeliveryResult.Delivered;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.BoundedBodySubscriber;
import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.RetryAfter;
import io.github.pantree.support.SecretMasker;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Posts requests and interprets the responses. The HTTP client is created with the first one. */
final class WebhookClient {

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);

    private static final int TOO_MANY_REQUESTS = 429;
    /** The gateway timed out: the service behind it may have accepted the message. */
    private static final int GATEWAY_TIMEOUT = 504;

    /** Robots count the messages of a minute. */
    private static final Duration AFTER_LIMIT = Duration.ofSeconds(20);

    private static final int LARGEST_BODY = 64 << 10;
    private static final int SHOWN = 300;

    /** Shorter than the time-out of a response, after which the message may have been delivered. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Duration connectTimeout;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpConnector connector;
    private @Nullable HttpClient client;

    /** @param timeout for the connection and the whole response together */
    WebhookClient(Duration timeout, InstantSource clock, HttpConnector connector) {
        this(CONNECT_TIMEOUT, timeout, clock, connector);
    }

    WebhookClient(Duration connectTimeout, Duration timeout, InstantSource clock, HttpConnector connector) {
        this.connector = connector;
        this.connectTimeout = connectTimeout;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** @param masker hides secrets in quoted responses */
    DeliveryResult send(WebhookFormat.Request request, WebhookFormat format, SecretMasker masker)
            throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(http(request), BoundedBodySubscriber.truncating(LARGEST_BODY, timeout));
        try {
            return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), format, masker);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Failed.permanent(silent());
        } catch (ExecutionException e) {
            log.debug("No answer", e);
            return failed(e.getCause(), request.url());
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = connector.client().connectTimeout(connectTimeout).build();
        }
        return client;
    }

    private HttpRequest http(WebhookFormat.Request request) {
        HttpRequest.Builder builder = connector
                .request(request.url())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private Failed failed(@Nullable Throwable failure, URI url) {
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return new Failed(
                    Messages.format("notification.unconnected", connector.target(url, url.getHost())), true, null);
        }
        if (failure instanceof HttpTimeoutException) {
            return Failed.permanent(silent());
        }
        Optional<String> refusal = Optional.ofNullable(failure).flatMap(cause -> connector.refusal(cause, url));
        return Failed.permanent(refusal.orElseGet(() -> failure instanceof SSLException
                ? Messages.format("notification.tls", url.getHost())
                : Messages.format("notification.cut")));
    }

    private String silent() {
        return Messages.format("notification.silent", timeout.toMillis() / 1000.0);
    }

    private DeliveryResult read(HttpResponse<byte[]> response, WebhookFormat format, SecretMasker masker) {
        String text = new String(HttpConnector.body(response), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status / 100 == 2) {
            WebhookFormat.Refusal refusal = format.refusal(json(text), text);
            return refusal == null
                    ? new Delivered()
                    : new Failed(
                            shown(refusal.reason(), masker),
                            refusal.rateLimited(),
                            refusal.rateLimited() ? AFTER_LIMIT : null);
        }
        if (status == HttpConnector.PROXY_AUTHENTICATION) {
            return Failed.permanent(connector.proxyRefusal(status, response.uri()));
        }
        if (status / 100 == 3) {
            return Failed.permanent(Messages.format("notification.redirect", status));
        }
        boolean retryable = status == TOO_MANY_REQUESTS || (status / 100 == 5 && status != GATEWAY_TIMEOUT);
        return new Failed(
                Messages.format("notification.status", status, shown(text.strip(), masker)),
                retryable,
                response.headers()
                        .firstValue("Retry-After")
                        .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                        .orElse(null));
    }

    static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** Masked before it is truncated, since the beginning of a secret would not be recognized. */
    private static String shown(String text, SecretMasker masker) {
        return TextLimits.truncate(TextLimits.clean(masker.mask(text)), SHOWN);
    }
}
