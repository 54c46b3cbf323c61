package io.github.pantree.notification.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on loopback that stores the requests, and sends configured responses. */
public final class Receiver implements AutoCloseable {

    /** A received request. */
    public record ReceivedRequest(String method, URI uri, Map<String, List<String>> headers, String body) {

        public JsonNode json() {
            return JsonMapper.builder().build().readTree(body);
        }

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        /** The value of a URL parameter, decoded. */
        String parameter(String name) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    /** A response. */
    record Reply(int status, String body, Map<String, String> headers) {}

    final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean silent;
    private volatile boolean endless;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
    }

    /** The requests, oldest first. */
    public List<ReceivedRequest> requests() {
        return requests;
    }

    /** Configures the next response; the last one is repeated for all further requests. */
    public Receiver answer(int status, String body) {
        return answer(status, body, Map.of());
    }

    synchronized Receiver answer(int status, String body, Map<String, String> headers) {
        replies.add(new Reply(status, body, headers));
        return this;
    }

    /** Accepts requests and never responds. */
    Receiver silent() {
        silent = true;
        return this;
    }

    /** Starts a response and never ends it. */
    Receiver endless() {
        endless = true;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new ReceivedRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (silent || endless) {
                if (endless) {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                }
                closed.await();
                return;
            }
            Reply reply = next();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Reply next() {
        Reply first = replies.size() > 1 ? replies.poll() : replies.peek();
        return first == null ? new Reply(200, "ok", Map.of()) : first;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
