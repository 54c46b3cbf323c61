package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.console.ConsoleFixture;
import io.github.pantree.testing.TestAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The console for other machines: TLS, and users with passwords. */
@Timeout(60)
final class ConsoleTlsTests {

    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void usersSignInOverTlsAndTheirCookieIsOnlySentOverTls() throws Exception {
        new TestAuthority(folder).certify("console", "dns:localhost");
        Path store = folder.resolve("store.p12");
        Map<String, String> settings = Map.of(
                "pantree.serve.address",
                "0.0.0.0",
                "pantree.console.users.anna.password",
                "{bcrypt}" + new BCryptPasswordEncoder(4).encode("a word"),
                "server.ssl.key-store",
                store.toString(),
                "server.ssl.key-store-password",
                STORE_PASSWORD,
                "server.ssl.key-alias",
                "console");
        try (ConsoleFixture console = new ConsoleFixture(folder, "http://127.0.0.1:9", settings)) {
            assertThat(console.root()).startsWith("https://localhost:");
            HttpRequest signIn = HttpRequest.newBuilder(URI.create(console.root() + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("username=anna&password=a+word"))
                    .build();
            HttpResponse<String> answer = client(store).send(signIn, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure", "; HttpOnly");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    private static HttpClient client(Path store) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
