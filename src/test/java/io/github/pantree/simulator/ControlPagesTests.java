package io.github.pantree.simulator;

import static io.github.pantree.simulator.Caller.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.testing.TestSimulator;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ControlPagesTests {

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private final Caller caller = new Caller(simulator);

    private String change(String what) {
        return caller.post("/_simulator/" + what, "");
    }

    @Test
    void addsAndDeletesAsAnotherClient() {
        assertThat(change("add?path=/a")).isEqualTo("ok\n");
        assertThat(change("add?path=/a/b%20c")).isEqualTo("ok\n");
        assertThat(change("add?path=/a/file&kind=file")).isEqualTo("ok\n");
        assertThat(simulator.tree()).containsOnlyKeys("/a", "/a/b c");
        assertThat(caller.list(simulator.tree().getOrDefault("/a", ""))).contains("\"filename\":\"file\"");

        assertThat(change("delete?path=/a")).isEqualTo("ok\n");
        assertThat(simulator.tree()).isEmpty();
    }

    @Test
    void replacesFaultsAndRules() {
        change("faults?list=code1-before=1");
        assertThat(value(caller.mkdir("", "a"), "code")).isEqualTo("1");
        change("faults?list=");
        change("rules?list=max-depth=1");
        String a = value(caller.mkdir("", "a"), "dirID");
        assertThat(caller.mkdir(a, "b")).contains("最多1级");
        change("rules?list=");
        assertThat(value(caller.mkdir(a, "b"), "code")).isEqualTo("0");
    }

    @Test
    void bansWritesAndExpiresTokens() {
        change("ban?time=2h");
        assertThat(caller.mkdir("", "a")).contains("禁止写入");
        change("ban?time=0s");
        assertThat(value(caller.mkdir("", "a"), "code")).isEqualTo("0");

        caller.with("Authorization", "Bearer " + value(caller.token(), "accessToken"));
        change("expire-tokens");
        assertThat(value(caller.list(""), "code")).isEqualTo("401");
    }

    @Test
    void respondsWithTheReasonOfAnError() {
        for (String wrong : List.of(
                "delete?path=/nowhere",
                "ban?time=soon",
                "ban?time=3000000h",
                "rules?list=x=1",
                "add",
                "faults?list=x")) {
            HttpResponse<String> answer = caller.exchange("/_simulator/" + wrong, "");
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).isNotBlank();
        }
        assertThat(caller.get("/_simulator/unknown").statusCode()).isEqualTo(404);
        assertThat(caller.get("/_simulator/ban?time=2h").statusCode()).isEqualTo(404);
    }
}
