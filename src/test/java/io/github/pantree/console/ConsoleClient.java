package io.github.pantree.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to a console over real connections, as a browser without scripts sends them. */
public final class ConsoleClient {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String BOUNDARY = "--------boundary";

    private final ConsoleFixture console;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.ALWAYS)
            .build();

    /** Signs in with the link. */
    public ConsoleClient(ConsoleFixture console) throws IOException, InterruptedException {
        this.console = console;
        send(HttpRequest.newBuilder(URI.create(console.link())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
    }

    /**
     * Reads a page.
     *
     * @param path begins with a slash
     */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(console.root() + path)));
    }

    /** Sends the form of an action. */
    public HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(console.root() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + URLEncoder.encode(token(), UTF_8))));
    }

    /** Uploads a file, and returns the page of the upload. */
    public HttpResponse<String> upload(String name, byte[] content) throws IOException, InterruptedException {
        return upload(name, BodyPublishers.ofByteArray(content));
    }

    /** Uploads a file; a publisher that does not know its length does not state it to the server either. */
    HttpResponse<String> upload(String name, BodyPublisher content) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(console.root() + "/uploads"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(part("name=\"_csrf\"") + token() + "\r\n"
                                + part("name=\"file\"; filename=\"" + name + "\"")),
                        content,
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"))));
    }

    private static String part(String disposition) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    }

    private String token() throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/").body());
        if (!token.find()) {
            throw new AssertionError("The page has no form");
        }
        return token.group(1);
    }
}
