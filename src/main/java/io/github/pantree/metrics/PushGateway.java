package io.github.pantree.metrics;

import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.Messages;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the meters of one run, and pushes them to a Prometheus push gateway at its end, since a process that has
 * ended cannot be scraped. Replaces the meters of an earlier run on the same host with the same job definition. A
 * failing gateway causes a warning and a delay of some seconds, but does not change the outcome of the run.
 */
public final class PushGateway {

    private static final Logger log = LoggerFactory.getLogger(PushGateway.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String JOB = "/metrics/job/pantree";
    private static final int OK = 200;
    private static final int FIRST_REDIRECT = 300;

    private final String url;
    private final HttpConnector connector;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * @param gateway the URL of the gateway, without a trailing slash
     * @param definition the name of the job definition, if any
     */
    public PushGateway(String gateway, Optional<String> definition, HttpConnector connector) {
        this.connector = connector;
        url = gateway
                + JOB
                + label("instance", host())
                + definition.map(name -> label("definition", name)).orElse("");
    }

    /** Holds the meters of the run until they are pushed. */
    public MeterRegistry registry() {
        return registry;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** A label of the group in the syntax of the gateway's paths: in Base64 unless it is plain ASCII. */
    private static String label(String name, String value) {
        if (value.matches("[A-Za-z0-9_.-]+") && !value.matches("\\.+")) {
            return "/" + name + "/" + value;
        }
        return "/" + name + "@base64/"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Pushes the meters, or logs a warning with the reason. */
    public void push() {
        try {
            HttpRequest request = connector
                    .request(URI.create(url))
                    .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .PUT(BodyPublishers.ofString(registry.scrape(), StandardCharsets.UTF_8))
                    .build();
            // Limits the time for the response body, too.
            HttpResponse<Void> answer = connector
                    .client()
                    .build()
                    .sendAsync(request, BodyHandlers.discarding())
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (answer.statusCode() < OK || answer.statusCode() >= FIRST_REDIRECT) {
                log.warn("{}", Messages.format("push.refused", url, answer.statusCode()));
            }
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{}", Messages.format("push.failed", url, reason(e.getCause() == null ? e : e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.warn("{}", Messages.format("push.failed", url, "interrupted"));
        }
    }

    private String reason(Throwable cause) {
        return connector
                .refusal(cause, URI.create(url))
                .orElseGet(() -> Objects.requireNonNullElse(
                        cause.getMessage(), cause.getClass().getSimpleName()));
    }
}
