package io.github.pantree.functional;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated 123pan on loopback, whose subclasses handle the calls. */
abstract class ApiServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    ApiServer(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(this.threads);
    }

    final void handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    final void start() {
        server.start();
    }

    final String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The names in the body of a mkdir call: one, or an array. */
    static List<String> names(JsonNode body) {
        JsonNode name = body.path("name");
        return name.isArray()
                ? StreamSupport.stream(name.spliterator(), false)
                        .map(JsonNode::stringValue)
                        .toList()
                : List.of(name.stringValue());
    }

    static Map<String, Object> ok(Object data) {
        return Map.of("code", 0, "message", "ok", "data", data);
    }

    static void respond(HttpExchange exchange, Map<String, Object> answer) throws IOException {
        byte[] body = JsonMapper.shared().writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public final void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
