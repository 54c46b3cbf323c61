package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CredentialsRefusedException;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureStatusTests {

    static Arguments[] expected() {
        return new Arguments[] {
            Arguments.of(new InvalidSettingException("s", "v", "rule", "fix"), RunStatus.BAD_SETTING),
            Arguments.of(LockedException.home(Path.of("home"), ""), RunStatus.BUSY),
            Arguments.of(new RunStoppedException(), RunStatus.STOPPED),
            Arguments.of(new ApiUnavailableException("down"), RunStatus.STOPPED),
            Arguments.of(new CredentialsRefusedException("no"), RunStatus.CREDENTIALS_REFUSED)
        };
    }

    @ParameterizedTest
    @MethodSource("expected")
    void anExpectedFailureHasAStatus(Throwable failure, RunStatus status) {
        assertThat(FailureStatus.of(failure)).contains(status);
    }

    @Test
    void anythingElseHasNone() {
        assertThat(FailureStatus.of(new IllegalStateException(new RunStoppedException())))
                .isEmpty();
        assertThat(FailureStatus.of(new IOException("disk full"))).isEmpty();
    }
}
