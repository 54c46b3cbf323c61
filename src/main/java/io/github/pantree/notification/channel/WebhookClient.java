package io.github.pantree.notification.channel;

import io.github.pantree.notification.channel.DeliveryResult.Delivered;
import io.github.pantree.notification.channel.DeliveryResult.Failed;
import io.github.pantree.support.BoundedBodySubscriber;
import io.github.pantree.support.Messages;
import io.github.pantree.support.RetryAfter;
import io.github.pantree.support.SecretMasker;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts requests and says what became of them. The client is made when the first one leaves. */
final class WebhookClient {

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);

    private static final int TOO_MANY_REQUESTS = 429;
    /** A gateway that has given up waiting: the service behind it may have taken the message. */
    private static final int GATEWAY_TIMEOUT = 504;

    private static final int LARGEST_BODY = 64 << 10;
    private static final int SHOWN = 300;

    private final Duration timeout;
    private final InstantSource clock;
    private @Nullable HttpClient client;

    /** @param timeout for the connection, and for the whole answer */
    WebhookClient(Duration timeout, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    /** @param mask hides what may not be repeated out of an answer */
    DeliveryResult send(WebhookFormat.Request request, WebhookFormat hook, SecretMasker mask)
            throws InterruptedException {
        String host = request.url().getHost();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(http(request), BoundedBodySubscriber.truncating(LARGEST_BODY, timeout));
        try {
            return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), hook, mask);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Failed.forGood(silent());
        } catch (ExecutionException e) {
            log.debug("No answer", e);
            return failed(e.getCause(), host);
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            // A redirect would take the message, and its signature, to somebody else.
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .build();
        }
        return client;
    }

    private HttpRequest http(WebhookFormat.Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "pantree")
                .POST(BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private Failed failed(@Nullable Throwable failure, String host) {
        if (failure instanceof ConnectException) {
            return new Failed(Messages.format("notice.unconnected", host), true, null);
        }
        if (failure instanceof HttpTimeoutException) {
            return Failed.forGood(silent());
        }
        return Failed.forGood(
                failure instanceof SSLException ? Messages.format("notice.tls", host) : Messages.format("notice.cut"));
    }

    private String silent() {
        return Messages.format("notice.silent", timeout.toMillis() / 1000.0);
    }

    private DeliveryResult read(HttpResponse<byte[]> response, WebhookFormat hook, SecretMasker mask) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        if (status / 100 == 2) {
            String refusal = hook.refusal(Json.read(text), text);
            return refusal == null ? new Delivered() : Failed.forGood(shown(refusal, mask));
        }
        if (status / 100 == 3) {
            return Failed.forGood(Messages.format("notice.redirect", status));
        }
        boolean again = status == TOO_MANY_REQUESTS || (status / 100 == 5 && status != GATEWAY_TIMEOUT);
        return new Failed(
                Messages.format("notice.status", status, shown(text.strip(), mask)),
                again,
                response.headers()
                        .firstValue("Retry-After")
                        .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                        .orElse(null));
    }

    /** Masked before it is cut: the beginning of a secret is a secret. */
    private static String shown(String text, SecretMasker mask) {
        return TextLimits.truncate(TextLimits.clean(mask.mask(text)), SHOWN);
    }
}
