package io.github.pantree.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server: reads requests, delays responses, sends them or closes the connection. */
final class HttpGateway implements HttpHandler {

    private static final int LONGEST_BODY = 4 * 1024 * 1024;

    private final ApiService service;
    /** The control pages by method and path; neither counted nor delayed. */
    private final Map<String, Function<Request, SimulatedResponse>> pages;

    private final Duration latency;
    private final CountDownLatch closed = new CountDownLatch(1);

    HttpGateway(ApiService service, Map<String, Function<Request, SimulatedResponse>> pages, Duration latency) {
        this.service = service;
        this.pages = pages;
        this.latency = latency;
    }

    /** Ends all delays and closes their connections. */
    void close() {
        closed.countDown();
    }

    /** Closing an exchange without a response closes its connection. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = read(exchange);
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Optional<Api> api = Api.of(method, path);
            if (api.isPresent()) {
                respond(exchange, service.answer(api.get(), request));
            } else {
                Function<Request, SimulatedResponse> page = pages.get(method + " " + path);
                send(exchange, page == null ? SimulatedResponse.NO_ROUTE : page.apply(request));
            }
        } finally {
            request.answered();
        }
    }

    private void respond(HttpExchange exchange, SimulatedResponse answer) throws IOException {
        Duration time = answer instanceof SimulatedResponse.Cut cut ? latency.plus(cut.hold()) : latency;
        if (isOpenAfter(time)) {
            send(exchange, answer);
        }
    }

    private boolean isOpenAfter(Duration time) {
        try {
            return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        try (InputStream in = exchange.getRequestBody()) {
            String body = text(in.readNBytes(LONGEST_BODY + 1));
            return new Request(exchange.getRequestHeaders(), query == null ? "" : query, body);
        }
    }

    private static @Nullable String text(byte[] body) {
        if (body.length > LONGEST_BODY) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void send(HttpExchange exchange, SimulatedResponse answer) throws IOException {
        if (answer instanceof SimulatedResponse.Full full) {
            byte[] body = full.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", full.contentType());
            full.headers().forEach(exchange.getResponseHeaders()::set);
            // For this server, a length of 0 means a chunked body, and -1 no body.
            exchange.sendResponseHeaders(full.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
