package io.github.pantree.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.schedule.ManagementServer.Pages;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManagementServerTests {

    @Test
    void aPortInUseIsRefused() throws IOException {
        JobScheduler serving = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> ManagementServer.open(serving, port))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("pantree.serve.port")
                    .hasMessageContaining(port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "70000", "-1", "8124.5", "99999999999", ""})
    void aPortThatIsNoneIsRefused(String port) {
        JobScheduler serving = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        assertThatThrownBy(() -> ManagementServer.open(serving, port).close())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.serve.port")
                .hasMessageContaining(port)
                .hasMessageContaining("65535");
    }

    @Test
    void aPortInTheConfigurationIsCheckedToo() {
        JobScheduler serving = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        Pages pages = new Pages(List.of(), List.of("--pantree.serve.port=abc"), context -> {});
        assertThatThrownBy(() -> ManagementServer.open(serving, null, pages).close())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.serve.port: \"abc\"");
    }

    @Test
    void aCertificateThatCannotBeReadIsRefused(@TempDir Path folder) throws IOException {
        JobScheduler serving = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        Path garbage = Files.writeString(folder.resolve("cert.pem"), "no certificate");
        for (Path file : List.of(folder.resolve("missing.pem"), garbage)) {
            List<String> tls =
                    List.of("--server.ssl.certificate=" + file, "--server.ssl.certificate-private-key=" + file);
            assertThatThrownBy(() -> ManagementServer.open(serving, "0", new Pages(List.of(), tls, context -> {})))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("server.ssl")
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aPathBelowAComponentThatDoesNotExistIsNotFound() throws Exception {
        JobScheduler serving = new JobScheduler(List.of(), Map.of(), new SilentListener(), TimeSource.SYSTEM);
        try (ManagementServer server = ManagementServer.open(serving, "0")) {
            for (String path : List.of("/health/a/b", "/health/readiness/schedule/b", "/health/a", "/b")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.url() + path))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
