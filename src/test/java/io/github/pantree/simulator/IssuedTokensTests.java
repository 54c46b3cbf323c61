package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pantree.testing.TestSimulator;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class IssuedTokensTests {

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private String issued() {
        return value(new Caller(simulator).without("Authorization").token(), "accessToken");
    }

    private String codeWith(String token) {
        return value(
                new Caller(simulator).with("Authorization", "Bearer " + token).list(""), "code");
    }

    @Test
    void pushesTheOldestOutWhenAFourthIsIssued() {
        String first = issued();
        String second = issued();
        issued();
        assertThat(codeWith(first)).isEqualTo("0");

        String fourth = issued();
        assertThat(codeWith(first)).isEqualTo("401");
        assertThat(codeWith(second)).isEqualTo("0");
        assertThat(codeWith(fourth)).isEqualTo("0");
        assertThat(simulator.stats().tokenCalls()).isEqualTo(4);
        assertThat(simulator.stats().unauthorized()).isEqualTo(1);
    }

    @Test
    void aTokenLastsThirtyDays() {
        String expires = value(new Caller(simulator).token(), "expiredAt");

        assertThat(expires).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00");
        assertThat(OffsetDateTime.parse(expires))
                .isCloseTo(OffsetDateTime.now(ZoneOffset.UTC).plusDays(30), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void refusesOtherCredentials() {
        String answer =
                new Caller(simulator).post(Caller.TOKEN, "{\"clientID\":\"simulator\",\"clientSecret\":\"wrong\"}");

        assertThat(answer).contains("\"code\":1,", "无效的登录信息").doesNotContain("accessToken");
    }

    @Test
    void forgetsIssuedTokensButNotTheFixedOne() {
        String token = issued();
        simulator.expireTokens();

        assertThat(codeWith(token)).isEqualTo("401");
        assertThat(codeWith("simulator-token")).isEqualTo("0");
        assertThat(codeWith(issued())).isEqualTo("0");
    }

    @Test
    void invalidatesTheTokenThatMeetsTheFault() {
        String token = issued();
        String other = issued();
        simulator.setFaults(Faults.parse("expire-token=1"));
        assertThat(codeWith(token)).isEqualTo("401");
        simulator.setFaults(Faults.NONE);

        assertThat(codeWith(token)).isEqualTo("401");
        assertThat(codeWith(other)).isEqualTo("0");
    }
}
