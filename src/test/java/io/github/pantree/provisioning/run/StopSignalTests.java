package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.create.ScriptedApi;
import org.junit.jupiter.api.Test;

final class StopSignalTests {

    private final ScriptedApi api = new ScriptedApi(0);
    private final StopSignal stop = new StopSignal(api);

    @Test
    void isNotRequestedAtFirst() {
        assertThat(stop.isRequested()).isFalse();
        assertThat(stop.reason()).isNull();
        assertThat(api.isHalted()).isFalse();
    }

    @Test
    void haltsTheApiAndKeepsTheFirstReason() {
        stop.request("first");
        stop.request("second");
        assertThat(stop.isRequested()).isTrue();
        assertThat(stop.reason()).isEqualTo("first");
        assertThat(api.isHalted()).isTrue();
    }
}
