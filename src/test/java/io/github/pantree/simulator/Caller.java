package io.github.pantree.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A client of a simulator; reads its responses as text, without the simulator's own JSON parser. */
final class Caller {

    static final String MKDIR = "/upload/v1/oss/file/mkdir";
    static final String LIST = "/api/v1/oss/file/list";
    static final String DETAIL = "/api/v1/oss/file/detail";
    static final String DELETE = "/api/v1/oss/file/delete";
    static final String TOKEN = "/api/v1/access_token";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String baseUrl;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Caller(Simulator simulator) {
        baseUrl = simulator.baseUrl();
        headers.put("Platform", "open_platform");
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer simulator-token");
    }

    Caller with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Caller without(String header) {
        headers.remove(header);
        return this;
    }

    String mkdir(String parent, String name) {
        return post(MKDIR, mkdirBody(parent, "\"" + name + "\""));
    }

    /** @param names as JSON: a string or an array */
    static String mkdirBody(String parent, String names) {
        return "{\"name\":%s,\"parentID\":\"%s\",\"type\":1}".formatted(names, parent);
    }

    String mkdirAll(String parent, String... names) {
        return post(MKDIR, mkdirBody(parent, "[\"" + String.join("\",\"", names) + "\"]"));
    }

    String list(String parent, int limit, String cursor) {
        String last = cursor.isEmpty() ? "" : ",\"lastFileId\":\"" + cursor + "\"";
        return post(LIST, "{\"parentFileId\":\"%s\",\"limit\":%d,\"type\":1%s}".formatted(parent, limit, last));
    }

    String list(String parent) {
        return list(parent, 100, "");
    }

    String token() {
        return post(TOKEN, "{\"clientID\":\"simulator\",\"clientSecret\":\"secret\"}");
    }

    String post(String path, String body) {
        return exchange(path, body).body();
    }

    HttpResponse<String> exchange(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(20));
        headers.forEach(builder::header);
        return builder;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The values of all fields with that name, in order. */
    static List<String> values(String json, String member) {
        return new ArrayList<>(Pattern.compile("\"" + member + "\":\"?([^\",}]*)")
                .matcher(json)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
    }

    static String value(String json, String member) {
        return values(json, member).get(0);
    }
}
