package io.github.pantree.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpServer;
import io.github.pantree.support.Messages;
import io.github.pantree.testing.RecordedLog;
import io.github.pantree.testing.TestConnectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PushGatewayTests {

    private record Request(String method, String path, String type, String body) {}

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(PushGateway.class);

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private int status = 200;

    @SuppressWarnings("NullAway.Init") // before each test
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void putsItsMetersInPlaceOfEarlierOnes() {
        PushGateway gateway = new PushGateway(url(), Optional.empty(), TestConnectors.direct());
        gateway.registry().counter("pantree.folders", "state", "created").increment(3);
        gateway.push();
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.path())
                    .startsWith("/metrics/job/pantree/instance")
                    .doesNotContain("definition");
            assertThat(request.type()).startsWith("text/plain; version=0.0.4");
            assertThat(request.body()).contains("pantree_folders_total{state=\"created\"} 3.0");
        });
        assertThat(log.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nightly_1.x-y, /definition/nightly_1.x-y",
        "每晚, /definition@base64/5q-P5pma",
        "a/b, /definition@base64/YS9i",
        "., /definition@base64/Lg",
        ".., /definition@base64/Li4",
        "a., /definition/a."
    })
    void namesTheDefinitionAsTheGatewaysPathsDo(String definition, String path) {
        new PushGateway(url(), Optional.of(definition), TestConnectors.direct()).push();
        assertThat(requests.get(0).path()).endsWith(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 299})
    void acceptsEverySuccess(int success) {
        status = success;
        new PushGateway(url(), Optional.empty(), TestConnectors.direct()).push();
        assertThat(log.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 503})
    void warnsIfTheGatewayRefuses(int refusal) {
        status = refusal;
        new PushGateway(url(), Optional.empty(), TestConnectors.direct()).push();
        assertThat(log.events()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo(Messages.format(
                            "push.refused", url() + requests.get(0).path(), refusal));
        });
    }

    @Test
    void warnsIfThereIsNoGateway() {
        String url = url();
        server.stop(0);
        new PushGateway(url, Optional.empty(), TestConnectors.direct()).push();
        assertThat(log.events()).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains(url).doesNotContain("null");
        });
    }

    @Test
    void staysInterrupted() {
        Thread.currentThread().interrupt();
        new PushGateway(url(), Optional.empty(), TestConnectors.direct()).push();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.events())
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).endsWith("interrupted"));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
