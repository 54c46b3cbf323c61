package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TestSimulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HeaderTests {

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    @Test
    void refusesCallsWithoutThePlatform() {
        Caller caller = new Caller(simulator).without("Platform");

        assertThat(caller.mkdir("", "a")).contains("\"code\":1,", "Platform");
        assertThat(caller.token()).contains("\"code\":1,", "Platform");
        assertThat(caller.get(Caller.DETAIL + "?fileID=a").body()).contains("\"code\":1,", "Platform");
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(1);
        assertThat(simulator.stats().badRequests()).isEqualTo(3);
    }

    @Test
    void refusesBodiesThatAreNotDeclaredAsJson() {
        assertThat(new Caller(simulator).with("Content-Type", "text/plain").mkdir("", "a"))
                .contains("\"code\":1,", "Content-Type");
        assertThat(value(
                        new Caller(simulator)
                                .with("Content-Type", "application/json; charset=utf-8")
                                .mkdir("", "a"),
                        "code"))
                .isEqualTo("0");
    }

    @Test
    void refusesCallsWithoutALiveToken() {
        assertThat(new Caller(simulator).without("Authorization").mkdir("", "a"))
                .contains("\"code\":401,", "Authorization");
        assertThat(new Caller(simulator).with("Authorization", "Bearer x").mkdir("", "a"))
                .contains("\"code\":401,", "tokens number has exceeded the limit");
        assertThat(simulator.tree()).isEmpty();
    }

    @Test
    void answersUnknownPathsAsAGatewayDoes() {
        HttpResponse<String> response = new Caller(simulator).get("/api/v1/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"no Route matched with those values\"}");
    }
}
