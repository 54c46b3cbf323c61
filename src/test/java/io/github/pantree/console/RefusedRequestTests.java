package io.github.pantree.console;

import static io.github.pantree.console.ConsoleExtension.RUNNER;
import static io.github.pantree.console.ConsoleExtension.VIEWER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.pantree.console.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.input.BoundedInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockMultipartFile;

/** What the console must refuse from every user. */
final class RefusedRequestTests {

    @RegisterExtension
    static final ConsoleExtension console = new ConsoleExtension(Map.of());

    private static MockMultipartFile file(String name) {
        return new MockMultipartFile("file", name, "text/csv", "path\n/a\n".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs", "/jobs", "/accounts", "/uploads/20260101-000000-00000000", "/nowhere"})
    void nothingIsShownWithoutASession(String page) throws Exception {
        console.perform(get(page)).andExpect(status().isFound()).andExpect(redirectedUrl("/login"));
    }

    @Test
    void nothingIsDoneWithoutASession() throws Exception {
        Upload upload = console.uploaded();
        for (String action : List.of("run", "plan", "stop", "delete")) {
            console.perform(post("/uploads/" + upload.id() + "/" + action).with(csrf()))
                    .andExpect(status().isUnauthorized());
        }
        console.perform(multipart("/uploads").file(file("a.csv")).with(csrf())).andExpect(status().isUnauthorized());
        assertThat(console.uploads().find(upload.id())).contains(upload);
    }

    @Test
    void nothingIsDoneWithoutACsrfToken() throws Exception {
        Upload upload = console.uploaded();
        console.perform(post("/uploads/" + upload.id() + "/delete").with(RUNNER))
                .andExpect(status().isForbidden());
        console.perform(multipart("/uploads").file(file("a.csv")).with(RUNNER)).andExpect(status().isForbidden());
        console.perform(post("/uploads/" + upload.id() + "/delete").with(RUNNER).with(csrf().useInvalidToken()))
                .andExpect(status().isForbidden());
        assertThat(console.uploads().find(upload.id())).contains(upload);
    }

    @Test
    void viewerCannotChangeAnything() throws Exception {
        Upload upload = console.uploaded();
        console.perform(get("/uploads/" + upload.id()).with(VIEWER))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("list.csv")))
                .andExpect(result -> assertThat(result.getResponse().getContentAsString())
                        .doesNotContain("id=\"run\"", "id=\"delete\"", "type=\"file\""));
        for (String action : List.of("run", "plan", "stop", "delete")) {
            console.perform(post("/uploads/" + upload.id() + "/" + action)
                            .with(VIEWER)
                            .with(csrf()))
                    .andExpect(status().isForbidden());
        }
        console.perform(multipart("/uploads").file(file("a.csv")).with(VIEWER).with(csrf()))
                .andExpect(status().isForbidden());
        assertThat(console.uploads().find(upload.id())).contains(upload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${pantree.client-secret}", "a b", "a\u0000", "\u202e"})
    void aParentThatIsNoDirIdIsRefused(String parent) throws Exception {
        console.perform(multipart("/uploads")
                        .file(file("a.csv"))
                        .param("parent", parent)
                        .with(RUNNER)
                        .with(csrf()))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("without whitespace")));
    }

    @Test
    void aDirIdIsAcceptedAsParent() throws Exception {
        console.perform(multipart("/uploads")
                        .file(file("a.csv"))
                        .param("parent", " yk6baz03t0l000d7w33fxgeerx6xjnifDIYPDwaODqUzAGxvAdD2AY== ")
                        .with(RUNNER)
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
    }

    /** Over a connection, since the server limits them, whether their size is stated or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesOfSixtyFiveMegabytesAreRefused(boolean sized) throws Exception {
        long size = 65L << 20;
        BodyPublisher zeros = BodyPublishers.ofInputStream(() -> zeros(size));
        BodyPublisher large = sized ? BodyPublishers.fromPublisher(zeros, size) : zeros;
        int before = console.uploads().all().size();
        HttpResponse<String> answer = new ConsoleClient(console.console()).upload("large.csv", large);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("64 MB");
        assertThat(console.uploads().all()).hasSize(before);
        assertThat(console.console().home.resolve("console/incoming")).isEmptyDirectory();
    }

    private static InputStream zeros(long size) {
        try {
            return BoundedInputStream.builder()
                    .setInputStream(new Zeros())
                    .setMaxCount(size)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return '0';
        }
    }

    /** Each of them would occupy a thread of the server until its sender has sent all. */
    @Test
    void slowAnonymousBodiesDoNotOccupyTheServer() throws Exception {
        int refused = 4;
        ExecutorService threads = Executors.newCachedThreadPool();
        // The server decides which of them are refused.
        CompletionService<String> answers = new ExecutorCompletionService<>(threads);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 16 + refused; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=")
                                .getBytes(US_ASCII));
                answers.submit(() -> new String(socket.getInputStream().readAllBytes(), UTF_8));
            }
            for (int i = 0; i < refused; i++) {
                Future<String> answer = answers.poll(30, TimeUnit.SECONDS);
                assertThat(answer).as("an answer although the others are slow").isNotNull();
                assertThat(answer.get()).startsWith("HTTP/1.1 503");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            threads.shutdownNow();
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                URI.create(console.console().root()).getPort());
    }

    /** Its body never ends. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void formsOfOtherMethodsAreNotRead(String method) throws IOException {
        String head = method + " /uploads HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n2\r\na=\r\n";
        try (Socket socket = connect()) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
            assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    /** Before any of its body is sent, and from every user. */
    @Test
    void largeBodiesAreRefusedUnread() throws IOException {
        String head = "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + "Content-Length: " + (70L << 20) + "\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 413".length());
            assertThat(new String(status, US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../evil.csv",
                "..\\..\\evil.csv",
                "/etc/cron.d/evil.csv",
                "C:\\Windows\\evil.csv",
                "..%2f..%2fevil.csv",
                "<script>alert(1)</script>.csv",
                "\u202Evsc.gpj.csv"
            })
    void pathInAnUploadedFileNameIsIgnored(String name) throws Exception {
        String address = console.perform(
                        multipart("/uploads").file(file(name)).with(RUNNER).with(csrf()))
                .andExpect(status().isFound())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        String id = String.valueOf(address).substring("/uploads/".length());
        assertThat(console.console().home.resolve("console").resolve(id).resolve("manifest.csv"))
                .hasContent("path\n/a\n");
        try (Stream<Path> files = Files.walk(console.folder())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(file -> file.contains("evil") || file.contains("script") || file.contains("vsc"));
        }
        console.perform(get("/uploads/" + id).with(VIEWER))
                .andExpect(result -> assertThat(result.getResponse().getContentAsString(UTF_8))
                        .doesNotContain("<script>alert", "\u202E"));
    }

    @Test
    void aFormWithoutAFileIsRefused() throws Exception {
        console.perform(multipart("/uploads").with(RUNNER).with(csrf())).andExpect(status().isBadRequest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.exe", "list", "list.csv.sh", ".bashrc", ""})
    void otherKindsOfFilesAreRefused(String name) throws Exception {
        int before = console.uploads().all().size();
        console.perform(multipart("/uploads").file(file(name)).with(RUNNER).with(csrf()))
                .andExpect(status().is4xxClientError());
        assertThat(console.uploads().all()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state.json", "manifest.csv", "tree.dat", "..%2Fconsole-url", "%2e%2e/console-url", "plan.json"})
    void onlyFilesForUsersAreDownloaded(String name) throws Exception {
        Upload upload = console.uploaded();
        console.perform(get(URI.create("/uploads/" + upload.id() + "/files/" + name))
                        .with(RUNNER))
                .andExpect(status().is4xxClientError());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../..", "incoming", "20260101-000000-00000000", "console-url"})
    void unknownUploadsAreNotFound(String id) throws Exception {
        console.perform(get(URI.create("/uploads/" + id.replace("/", "%2F"))).with(RUNNER))
                .andExpect(status().is4xxClientError());
    }

    @Test
    void onlyResultsOfRunsAreDownloaded() throws Exception {
        Path run = Files.createDirectories(console.console().home.resolve("runs/20260101-000000-1"));
        Files.writeString(run.resolve("result.csv"), "line\n");
        Files.writeString(run.resolve("secret"), "x");
        console.perform(get("/runs/0/20260101-000000-1/result.csv").with(VIEWER))
                .andExpect(status().isOk());
        for (String path : List.of(
                "/runs/0/20260101-000000-1/secret",
                "/runs/1/20260101-000000-1/result.csv",
                "/runs/-1/20260101-000000-1/result.csv",
                "/runs/0/..%2F..%2Fconsole-url/result.csv",
                "/runs/0/20260101-000000-1/..%2Fsecret",
                "/runs/x/20260101-000000-1/result.csv")) {
            console.perform(get(URI.create(path)).with(RUNNER)).andExpect(status().is4xxClientError());
        }
    }

    @Test
    void noPasswordIsAcceptedWithoutUsers() throws Exception {
        console.perform(post("/login")
                        .param("username", "owner")
                        .param("password", "")
                        .with(csrf()))
                .andExpect(status().is4xxClientError());
    }
}
