package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunStateTests {

    private record Published(RunState status) {}

    @ParameterizedTest
    @ValueSource(strings = {"running", "completed-with-rejects", "abandoned", "of another version"})
    void jsonContainsTheLabel(String label) {
        Published published = new Published(new RunState(label));
        assertThat(Json.write(published)).isEqualTo("{\"status\":\"" + label + "\"}");
        assertThat(Json.read(Json.write(published), Published.class)).isEqualTo(published);
    }

    @ParameterizedTest
    @EnumSource
    void anEndHasItsLabel(RunStatus end) {
        assertThat(RunState.of(end).label()).isEqualTo(end.label());
        assertThat(RunState.of(end).is(end)).isTrue();
        assertThat(RunState.KILLED.is(end)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "running, true, false, failed",
        "stopping, true, false, failed",
        "completed, false, false, completed",
        "completed-with-rejects, false, true, completed-with-rejects",
        "stopped, false, true, stopped",
        "killed, false, true, killed",
        "failed, false, true, failed",
        "unknown, false, true, failed",
        "busy, false, true, failed"
    })
    void stateIsClassifiedByItsLabel(String label, boolean inProgress, boolean resumable, String reported) {
        RunState state = new RunState(label);
        assertThat(state.isInProgress()).isEqualTo(inProgress);
        assertThat(state.isResumable()).isEqualTo(resumable);
        assertThat(state.reportLabel()).isEqualTo(reported);
    }

    @Test
    void statesThatAreNoEndHaveLabels() {
        assertThat(RunState.RUNNING.label()).isEqualTo("running");
        assertThat(RunState.STOPPING.label()).isEqualTo("stopping");
        assertThat(RunState.KILLED.label()).isEqualTo("killed");
        assertThat(RunState.FAILED.label()).isEqualTo("failed");
    }
}
