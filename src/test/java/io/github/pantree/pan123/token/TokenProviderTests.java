package io.github.pantree.pan123.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.pan123.AccessToken;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenProviderTests {

    private static final Duration LIFE = Duration.ofDays(90);

    @TempDir
    private Path home;

    private final TickingTime time = new TickingTime();
    private final AtomicInteger issued = new AtomicInteger();

    @Test
    void manyCallsWithTheSameBadTokenRefreshItOnce() throws Exception {
        TokenProvider tokens = tokens();
        String bad = tokens.get();
        assertThat(atOnce(() -> tokens.refresh(bad, "expired"))).containsOnly("token2");
        assertThat(issued).hasValue(2);
    }

    @Test
    void runsShareOneTokenEvenWhenTheyNeedItAtOnce() throws Exception {
        assertThat(atOnce(() -> tokens().get())).containsOnly("token1");
        assertThat(issued).hasValue(1);
    }

    @Test
    void aRunUsesTheTokenThatAnotherOneRefreshed() throws Exception {
        TokenProvider one = tokens();
        TokenProvider other = tokens();
        String bad = one.get();
        assertThat(other.get()).isEqualTo(bad);
        assertThat(one.refresh(bad, "expired")).isEqualTo("token2");
        assertThat(other.refresh(bad, "expired")).isEqualTo("token2");
        assertThat(issued).hasValue(2);
    }

    @Test
    void aTokenIsRefreshedBeforeItExpires() throws Exception {
        TokenProvider tokens = tokens();
        time.advance(LIFE.minusMinutes(6));
        assertThat(tokens.get()).isEqualTo("token1");
        time.advance(Duration.ofMinutes(2));
        assertThat(tokens.get()).isEqualTo("token1");
        assertThat(tokens()).satisfies(later -> assertThat(later.get()).isEqualTo("token1"));
    }

    @Test
    void aClockThatJumpsCostsATokenAtMost() throws Exception {
        TokenProvider tokens = tokens();
        assertThat(tokens.get()).isEqualTo("token1");
        time.advance(LIFE.multipliedBy(10));
        assertThat(tokens.get()).isEqualTo("token2");
        assertThat(tokens.get()).isEqualTo("token2");
    }

    @Test
    void aDamagedFileIsIgnored() throws Exception {
        tokens().get();
        for (String content :
                new String[] {"", "{", "[]", "{\"accessToken\":\"a\\r\\nX: 1\",\"expiredAt\":\"2999-01-01T00:00:00Z\"}"
                }) {
            for (Path file : tokenFiles()) {
                Files.writeString(file, content);
            }
            assertThat(tokens().get()).startsWith("token").isNotEqualTo("token1");
        }
    }

    @Test
    void tokensThatAreNeverAcceptedAreNoLongerRequested() throws Exception {
        TokenProvider tokens = tokens();
        String token = tokens.get();
        for (int i = 0; i < 3; i++) {
            token = tokens.refresh(token, "no");
        }
        tokens.confirm();
        for (int i = 0; i < 3; i++) {
            token = tokens.refresh(token, "no");
        }
        String last = token;
        int before = issued.get();
        assertThatThrownBy(() -> tokens.refresh(last, "no")).isInstanceOf(CredentialsRefusedException.class);
        assertThat(issued).as("another token would displace one that works").hasValue(before);
    }

    @Test
    void aFixedTokenCannotBeRefreshed() {
        TokenProvider tokens =
                new TokenProvider("fixed", new FileTokenStore(home, "a", time, () -> false), this::fetch, time);
        assertThatThrownBy(() -> tokens.refresh("fixed", "expired"))
                .isInstanceOf(CredentialsRefusedException.class)
                .hasMessageNotContaining("\"fixed\"");
    }

    private List<Path> tokenFiles() throws Exception {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private TokenProvider tokens() {
        return new TokenProvider(null, new FileTokenStore(home, "a", time, () -> false), this::fetch, time);
    }

    private AccessToken fetch() {
        return new AccessToken("token" + issued.incrementAndGet(), time.now().plus(LIFE));
    }

    private interface Call {
        String token() throws HaltedException;
    }

    private static List<String> atOnce(Call call) throws Exception {
        int callers = 8;
        CyclicBarrier barrier = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return call.token();
                }));
            }
            List<String> tokens = new ArrayList<>();
            for (Future<String> future : futures) {
                tokens.add(future.get());
            }
            return tokens;
        } finally {
            threads.shutdownNow();
        }
    }
}
