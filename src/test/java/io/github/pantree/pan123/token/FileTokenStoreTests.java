package io.github.pantree.pan123.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.support.FileMutex;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTokenStoreTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path parent;

    private int fetched;

    @Test
    void fetchedTokenIsKeptForOthers() throws Exception {
        AccessToken fresh = file().obtain(null, NOW, () -> token(NOW.plusSeconds(1)));
        assertThat(fresh).isEqualTo(new AccessToken("token1", NOW.plusSeconds(1)));
        assertThat(file().obtain(null, NOW, () -> token(NOW))).isEqualTo(fresh);
        assertThat(file().read()).contains(fresh);
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void storedTokenHasTimes() throws Exception {
        assertThat(file().obtained()).isEmpty();
        assertThat(file().expires()).isEmpty();
        file().obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        assertThat(file().expires()).contains(NOW.plusSeconds(9));
        assertThat(file().obtained())
                .contains(Files.getLastModifiedTime(home().resolve("token-a.json"))
                        .toInstant());
        Files.writeString(home().resolve("token-a.json"), "{");
        assertThat(file().expires()).isEmpty();
        assertThat(file().obtained()).isPresent();
    }

    /** The process that holds the lock may wait for the API for as long as an outage lasts. */
    @Test
    void aStoppedProcessDoesNotWaitForAnotherOne() throws Exception {
        Path lock = home().resolve("token-a.lock");
        new FileMutex(lock).locked(() -> {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::obtainWhenHalted);
            waiting.join();
            return true;
        });
        assertThat(fetched).isZero();
    }

    private void obtainWhenHalted() {
        FileTokenStore halted = new FileTokenStore(home(), "a", TimeSource.SYSTEM, () -> true);
        assertThatThrownBy(() -> halted.obtain(null, NOW, () -> token(NOW))).isInstanceOf(HaltedException.class);
    }

    @Test
    void badOrExpiredTokenIsReplaced() throws Exception {
        file().obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        assertThat(file().obtain("token1", NOW, () -> token(NOW.plusSeconds(9))).value())
                .isEqualTo("token2");
        assertThat(file().obtain("token1", NOW, () -> token(NOW)).value())
                .as("another one")
                .isEqualTo("token2");
        assertThat(file().obtain(null, NOW.plusSeconds(9), () -> token(NOW)).value())
                .as("expires now")
                .isEqualTo("token3");
    }

    @Test
    void accountsHaveTokensOfTheirOwn() throws Exception {
        file().obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        assertThat(new FileTokenStore(home(), "b", TimeSource.SYSTEM, () -> false).read())
                .isEmpty();
        assertThat(home().resolve("token-a.json")).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesAreForTheOwnerOnly() throws Exception {
        file().obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        for (String name : new String[] {"token-a.json", "token-a.lock"}) {
            assertThat(Files.getPosixFilePermissions(home().resolve(name)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"accessToken\":\"a\"}",
                "{\"expiredAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"accessToken\":5,\"expiredAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"accessToken\":\"a b\",\"expiredAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"accessToken\":\"\",\"expiredAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"accessToken\":\"a\",\"expiredAt\":\"tomorrow\"}"
            })
    void damagedFileHoldsNoToken(String content) throws IOException {
        Files.createDirectories(home());
        Files.writeString(home().resolve("token-a.json"), content);
        assertThat(file().read()).isEmpty();
    }

    @Test
    void timeZoneOfTheExpiryIsRead() throws IOException {
        Files.createDirectories(home());
        Files.writeString(
                home().resolve("token-a.json"), "{\"accessToken\":\"a\",\"expiredAt\":\"2026-01-01T08:00:00+08:00\"}");
        assertThat(file().read()).contains(new AccessToken("a", NOW));
    }

    @Test
    void tokenMustFitIntoAHeader() {
        assertThat(AccessToken.isUsable("!~")).isTrue();
        assertThat(AccessToken.isUsable("x".repeat(8000))).isTrue();
        assertThat(AccessToken.isUsable("x".repeat(8001))).isFalse();
        for (String bad : new String[] {"", " ", "a b", "a\n", "a\u007f", "é", "\u0000"}) {
            assertThat(AccessToken.isUsable(bad)).as(bad).isFalse();
        }
    }

    private Path home() {
        return parent.resolve("home");
    }

    private FileTokenStore file() {
        return new FileTokenStore(home(), "a", TimeSource.SYSTEM, () -> false);
    }

    private AccessToken token(Instant expires) {
        fetched++;
        return new AccessToken("token" + fetched, expires);
    }
}
