package io.github.pantree.pan123.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.MemorySharedStore;
import io.github.pantree.testing.TickingTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedTokenStoreTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemorySharedStore store = new MemorySharedStore(new TickingTime());
    private final TokenCipher seal = new TokenCipher("secret", "a", 1);
    private boolean halted;
    private int fetched;

    @Test
    void obtainedTokenIsEncryptedAndShared() throws Exception {
        AccessToken fresh = shared(seal).obtain(null, NOW, () -> token(NOW.plusSeconds(1)));
        assertThat(fresh).isEqualTo(new AccessToken("token1", NOW.plusSeconds(1)));
        assertThat(store.texts()).containsOnlyKeys("token a");
        assertThat(store.texts().get("token a")).doesNotContain("token1");
        assertThat(shared(seal).obtain(null, NOW, () -> token(NOW))).isEqualTo(fresh);
        assertThat(fetched).isEqualTo(1);
        assertThat(store.locked()).as("each lock is given back").isZero();
    }

    @Test
    void badOrExpiredTokenIsReplaced() throws Exception {
        shared(seal).obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        assertThat(shared(seal)
                        .obtain("token1", NOW, () -> token(NOW.plusSeconds(9)))
                        .value())
                .isEqualTo("token2");
        assertThat(shared(seal).obtain("token1", NOW, () -> token(NOW)).value()).isEqualTo("token2");
        assertThat(shared(seal)
                        .obtain(null, NOW.plusSeconds(9), () -> token(NOW))
                        .value())
                .isEqualTo("token3");
    }

    @Test
    void undecryptableTokenIsIgnored() throws Exception {
        shared(new TokenCipher("another secret", "a", 1)).obtain(null, NOW, () -> token(NOW.plusSeconds(9)));
        assertThat(shared(seal)
                        .obtain(null, NOW, () -> token(NOW.plusSeconds(9)))
                        .value())
                .isEqualTo("token2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token",
                "2999-01-01T00:00:00Z",
                "2999-01-01T00:00:00Z a b",
                "2999-01-01T00:00:00Z ",
                "later token"
            })
    void otherTextIsIgnored(String text) throws Exception {
        store.texts().put("token a", seal.encrypt(text));
        assertThat(shared(seal)
                        .obtain(null, NOW, () -> token(NOW.plusSeconds(9)))
                        .value())
                .isEqualTo("token1");
        assertThat(fetched).isEqualTo(1);
    }

    @Test
    void haltEndsTheWaitForTheLock() {
        halted = true;
        assertThatThrownBy(() -> shared(seal).obtain(null, NOW, () -> token(NOW)))
                .isInstanceOf(HaltedException.class);
        assertThat(fetched).isZero();
    }

    @Test
    void lockIsReleasedIfNoTokenIsIssued() {
        assertThatThrownBy(() -> shared(seal).obtain(null, NOW, () -> {
                    throw new ApiUnavailableException("down");
                }))
                .isInstanceOf(ApiUnavailableException.class);
        assertThat(store.locked()).isZero();
        assertThat(store.texts()).isEmpty();
    }

    private SharedTokenStore shared(TokenCipher with) {
        return new SharedTokenStore(store, "a", with, () -> halted);
    }

    private AccessToken token(Instant expires) {
        fetched++;
        return new AccessToken("token" + fetched, expires);
    }
}
