package io.github.pantree.functional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.console.ConsoleFixture;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console's server-sent events over real connections. */
@Timeout(60)
final class ConsoleProgressTests {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private ConsoleFixture console;

    @SuppressWarnings("NullAway.Init") // before each test
    private String cookie;

    private final Simulator simulator = TestSimulator.start();

    @BeforeEach
    void open() throws Exception {
        console = new ConsoleFixture(folder, simulator.baseUrl());
        cookie = signedIn();
    }

    @AfterEach
    void close() throws IOException {
        console.close();
        simulator.close();
    }

    private String signedIn() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
        client.send(HttpRequest.newBuilder(URI.create(console.link())).build(), BodyHandlers.discarding());
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::toString)
                .collect(Collectors.joining("; "));
    }

    /** A connection of an open page. */
    private final class Page implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader lines;

        Page(String path) throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(console.root()).getPort());
            String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nCookie: %s\r\n\r\n"
                    .formatted(path, cookie);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        }

        String next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    return line;
                }
            }
            throw new AssertionError("The stream has ended");
        }

        /** Resets the connection, so that the server's next event fails. */
        void leave() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void disconnectedReaderDoesNotEndOtherStreams() throws Exception {
        Upload upload = console.bean(UploadStore.class)
                .add("a.csv", "owner", Locale.ENGLISH, "", new ByteArrayInputStream("path\n/a\n".getBytes(UTF_8)));
        String events = "/uploads/" + upload.id() + "/events";
        try (Page leaver = new Page(events);
                Page other = new Page(events)) {
            assertThat(leaver.next()).contains("waiting");
            assertThat(other.next()).contains("waiting");
            leaver.leave();
            for (int i = 0; i < 4; i++) {
                assertThat(other.next()).contains("waiting");
            }
        }
    }

    @Test
    void runsThatTheConsoleDidNotStartAreShownWhileTheyLast() throws Exception {
        String rows = IntStream.range(0, 40).mapToObj(i -> "/a/" + i + "\n").collect(Collectors.joining());
        HomeFixture fixture = new HomeFixture(folder, simulator).with("pantree.rate", "10");
        Path manifest = fixture.manifest("path\n" + rows);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Page page = new Page("/runs/events")) {
            assertThat(page.next()).isEqualTo("data:{\"state\":\"\",\"runs\":[]}");
            Future<RunOutcome> run = other.submit(() -> fixture.run(manifest));
            String event = page.next();
            while (!event.contains(" of 41\"")) {
                event = page.next();
            }
            assertThat(event).contains("\"title\":\"Creating folders\"", "\"rate\":\"", "\"limited\":\"0\"");
            assertThat(get("/runs")).contains("manifest.csv", " of 41", "Started by another process");
            String name = run.get().summary().run();
            assertThat(event).contains("\"state\":\"" + name + "\"");
            while (event.contains(name)) {
                event = page.next();
            }
            assertThat(get("/runs")).doesNotContain("<progress", "Started by another process");
        } finally {
            other.shutdownNow();
        }
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.root() + path))
                .header("Cookie", cookie)
                .header("Accept-Language", "en")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
