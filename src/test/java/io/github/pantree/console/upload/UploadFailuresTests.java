package io.github.pantree.console.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.provisioning.lock.LockedException;
import io.github.pantree.provisioning.run.RunStoppedException;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.testing.RecordedLog;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class UploadFailuresTests {

    @RegisterExtension
    final RecordedLog log = RecordedLog.of(UploadFailures.class);

    private final UploadTask task = new UploadTask();

    @Test
    void stoppedTaskHasTheReasonOfItsStop() {
        assertThat(UploadFailures.explain(new InterruptedException(), task)).isEqualTo(Messages.format("stop.waiting"));
        task.stop("Stopped by a test");
        assertThat(UploadFailures.explain(new InterruptedException(), task)).isEqualTo("Stopped by a test");
        assertThat(UploadFailures.explain(new RunStoppedException(), task)).isEqualTo("Stopped by a test");
    }

    @Test
    void expectedFailureIsExplainedToTheUser() {
        LockedException locked = LockedException.home(Path.of("home"), "");
        assertThat(UploadFailures.explain(locked, task)).isEqualTo(locked.getMessage());
        InvalidSettingException invalid = new InvalidSettingException("pantree.rate", "x", "rule", "remedy");
        assertThat(UploadFailures.explain(invalid, task)).isEqualTo(invalid.getMessage());
        assertThat(UploadFailures.explain(new AccessDeniedException("/home/x"), task))
                .contains("/home/x")
                .doesNotContain("Exception");
        assertThat(log.messages(Level.ERROR)).isEmpty();
    }

    @Test
    void defectIsLogged() {
        assertThat(UploadFailures.explain(new IllegalStateException("broken"), task))
                .contains("broken");
        assertThat(log.messages(Level.ERROR)).hasSize(1);
    }
}
