package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rejected rows of a manifest as a manifest of their own. */
final class RejectedRowsTests {

    @TempDir
    private Path folder;

    @Test
    void namesThatAreRefusedAgainAreNoHoldOfTheAccount() throws Exception {
        try (OddServer server = new OddServer(
                (made, call) -> call.names().stream().anyMatch(name -> name.startsWith("x")) ? "名称不被接受" : null)) {
            HomeFixture fixture = new HomeFixture(folder, server.baseUrl())
                    .with("pantree.concurrency", "1")
                    .with("pantree.attempts", "1")
                    .with("pantree.max-outage", "2s");
            Path manifest = fixture.manifest("path\n/a/b\n/a/x1\n/a/c\n/a/x2\n/a/d\n/a/x3\n/a/e\n/a/x4\n/a/f\n");
            assertThat(fixture.run(manifest).summary().folders().failed()).isEqualTo(4);
            Path rejects = Files.copy(folder.resolve("out/rejects.csv"), folder.resolve("again.csv"));
            RunOutcome outcome = fixture.run(rejects);
            assertThat(outcome.end()).as(outcome.reason()).isEqualTo(RunStatus.COMPLETED_WITH_REJECTS);
            assertThat(outcome.summary().folders().failed()).isEqualTo(4);
        }
    }
}
