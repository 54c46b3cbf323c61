package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunStatusTests {

    @ParameterizedTest
    @EnumSource
    void exitCodeIdentifiesTheStatus(RunStatus status) {
        assertThat(RunStatus.ofExitCode(status.exitCode())).contains(status);
    }

    @Test
    void unknownExitCodeHasNoStatus() {
        assertThat(RunStatus.ofExitCode(99)).isEmpty();
    }
}
