package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.ExpiringJsonFile;
import io.github.pantree.testing.TickingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountOverviewTests {

    private static final Instant NOW = Instant.parse("2026-01-31T22:00:00Z");

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime(NOW);

    private void save(String name, Map<String, ?> content) {
        new ExpiringJsonFile(home.resolve(name), Duration.ofDays(1), time).save(content);
    }

    private void token(String content) throws IOException {
        Path file = Files.writeString(home.resolve("token-a1.json"), content);
        Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private AccountOverview account() {
        assertThat(AccountOverview.read(home, time)).hasSize(1);
        return AccountOverview.read(home, time).get(0);
    }

    @Test
    void anUnusedHomeHasNoAccounts() {
        assertThat(AccountOverview.read(home, time)).isEmpty();
        assertThat(AccountOverview.read(home.resolve("missing"), time)).isEmpty();
    }

    @Test
    void showsWhatTheFilesOfAnAccountContain() throws IOException {
        save("names-a1.json", Map.of("baseUrl", "https://api.example", "form", "ARRAY", "taken", 40));
        save("pace-a1.json", Map.of("rate", 3.5));
        token("{\"accessToken\": \"secret\", \"expiredAt\": \"2026-03-01T08:00:00+08:00\"}");
        assertThat(account())
                .isEqualTo(new AccountOverview(
                        "a1", "https://api.example", 3.5, NOW, 40, NOW, Instant.parse("2026-03-01T00:00:00Z")));
        assertThat(account().toString()).doesNotContain("secret");
    }

    @Test
    void accountsAreSeparate() {
        save("names-a1.json", Map.of("baseUrl", "https://one.example", "form", "STRING", "taken", 1));
        save("pace-b2.json", Map.of("rate", 5));
        assertThat(AccountOverview.read(home, time))
                .containsExactly(
                        new AccountOverview("a1", "https://one.example", null, null, 1, null, null),
                        new AccountOverview("b2", null, 5.0, NOW, 0, null, null));
    }

    @Test
    void aRateOfYesterdayIsNotShown() throws Exception {
        save("names-a1.json", Map.of("baseUrl", "https://one.example", "form", "STRING", "taken", 1));
        save("pace-a1.json", Map.of("rate", 3.5));
        time.advance(Duration.ofHours(25));
        assertThat(account().rate()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"accessToken\": \"secret\"}", "{\"expiredAt\": \"tomorrow\"}"})
    void aDamagedFileOfATokenHasNoExpiry(String content) throws IOException {
        token(content);
        assertThat(account()).isEqualTo(new AccountOverview("a1", null, null, null, 0, NOW, null));
    }

    @Test
    void otherFilesAreNotRead() throws IOException {
        Files.writeString(home.resolve("pantree.mv.db"), "locked");
        Files.writeString(home.resolve("console-url"), "http://127.0.0.1:8124/link?token=secret");
        assertThat(AccountOverview.read(home, time)).isEmpty();
    }
}
