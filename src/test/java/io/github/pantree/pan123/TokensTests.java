package io.github.pantree.pan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

final class TokensTests {

    private static final Duration LIFE = Duration.ofDays(90);

    @TempDir
    private Path home;

    private final SteppedTime time = new SteppedTime();
    private final AtomicInteger issued = new AtomicInteger();

    @Test
    void manyCallsWithTheSameBadTokenRenewItOnce() throws Exception {
        Tokens tokens = tokens();
        String bad = tokens.current();
        assertThat(atOnce(() -> tokens.renewed(bad, "expired"))).containsOnly("token2");
        assertThat(issued).hasValue(2);
    }

    @Test
    void runsShareOneTokenEvenWhenTheyNeedItAtOnce() throws Exception {
        assertThat(atOnce(() -> tokens().current())).containsOnly("token1");
        assertThat(issued).hasValue(1);
    }

    @Test
    void aRunTakesTheTokenThatAnotherOneRenewed() throws Exception {
        Tokens one = tokens();
        Tokens other = tokens();
        String bad = one.current();
        assertThat(other.current()).isEqualTo(bad);
        assertThat(one.renewed(bad, "expired")).isEqualTo("token2");
        assertThat(other.renewed(bad, "expired")).isEqualTo("token2");
        assertThat(issued).hasValue(2);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() throws Exception {
        Tokens tokens = tokens();
        time.advance(LIFE.minusMinutes(6));
        assertThat(tokens.current()).isEqualTo("token1");
        time.advance(Duration.ofMinutes(2));
        assertThat(tokens.current()).isEqualTo("token1");
        assertThat(tokens()).satisfies(later -> assertThat(later.current()).isEqualTo("token1"));
    }

    @Test
    void aClockThatJumpsCostsATokenAtMost() throws Exception {
        Tokens tokens = tokens();
        assertThat(tokens.current()).isEqualTo("token1");
        time.advance(LIFE.multipliedBy(10));
        assertThat(tokens.current()).isEqualTo("token2");
        assertThat(tokens.current()).isEqualTo("token2");
    }

    @Test
    void aDamagedFileIsNoToken() throws Exception {
        tokens().current();
        for (String content :
                new String[] {"", "{", "[]", "{\"accessToken\":\"a\\r\\nX: 1\",\"expiredAt\":\"2999-01-01T00:00:00Z\"}"
                }) {
            for (Path file : tokenFiles()) {
                Files.writeString(file, content);
            }
            assertThat(tokens().current()).startsWith("token").isNotEqualTo("token1");
        }
    }

    @Test
    void tokensThatAreNeverTakenAreNoLongerAskedFor() throws Exception {
        Tokens tokens = tokens();
        String token = tokens.current();
        for (int i = 0; i < 3; i++) {
            token = tokens.renewed(token, "no");
        }
        assertThat(tokens.noneIsTaken()).isFalse();
        tokens.taken();
        for (int i = 0; i < 4; i++) {
            token = tokens.renewed(token, "no");
        }
        assertThat(tokens.noneIsTaken()).isTrue();
    }

    @Test
    void aFixedTokenCannotBeRenewed() {
        Tokens tokens = new Tokens("fixed", new TokenFile(home, "a"), this::fetch, time);
        assertThatThrownBy(() -> tokens.renewed("fixed", "expired"))
                .isInstanceOf(CredentialsRefused.class)
                .hasMessageNotContaining("\"fixed\"");
    }

    private List<Path> tokenFiles() throws Exception {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private Tokens tokens() {
        return new Tokens(null, new TokenFile(home, "a"), this::fetch, time);
    }

    private AccessToken fetch() {
        return new AccessToken("token" + issued.incrementAndGet(), time.now().plus(LIFE));
    }

    private interface Call {
        String token() throws Halted;
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
