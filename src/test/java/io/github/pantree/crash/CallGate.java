package io.github.pantree.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The HTTP proxy of one process: an observer sees its mkdir calls, and changes the listings that it receives. */
final class CallGate implements AutoCloseable {

    /** Sees the calls of one process. */
    interface Observer {

        /** Called before the call is forwarded; what it returns is run when there is a response, or none. */
        Runnable onMkdir(String parentDirId, List<String> names);

        /** Removes entries from a page of a listing. */
        void onList(ArrayNode fileList);
    }

    private static final String MKDIR = "/upload/v1/oss/file/mkdir";
    private static final String LIST = "/api/v1/oss/file/list";
    /** What the client sets itself. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "proxy-connection", "expect");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Observer observer;

    private CallGate(HttpServer server, Observer observer) {
        this.server = server;
        this.observer = observer;
    }

    static CallGate start(Observer observer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CallGate gate = new CallGate(server, observer);
        server.createContext("/", gate::handle);
        server.setExecutor(gate.threads);
        server.start();
        return gate;
    }

    /** For {@code pantree.proxy}. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An exchange that is closed without a response closes its connection, as the server did. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Runnable after = path.equals(MKDIR) ? mkdir(body) : () -> {};
            try {
                HttpResponse<byte[]> response =
                        client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
                boolean isListing = path.equals(LIST) && isJson(response);
                respond(exchange, response, isListing ? listed(response.body()) : response.body());
            } finally {
                after.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable mkdir(byte[] body) {
        JsonNode call = JsonMapper.shared().readTree(body);
        List<String> names = new ArrayList<>();
        if (call.get("name").isArray()) {
            call.get("name").forEach(name -> names.add(name.asString()));
        } else {
            names.add(call.get("name").asString());
        }
        return observer.onMkdir(call.get("parentID").asString(), names);
    }

    private static boolean isJson(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("").contains("json");
    }

    private byte[] listed(byte[] body) {
        JsonNode response = JsonMapper.shared().readTree(body);
        if (response.path("data").path("fileList") instanceof ArrayNode fileList) {
            observer.onList(fileList);
        }
        return JsonMapper.shared().writeValueAsBytes(response);
    }

    private static HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(exchange.getRequestURI())
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void respond(HttpExchange exchange, HttpResponse<byte[]> response, byte[] body) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
