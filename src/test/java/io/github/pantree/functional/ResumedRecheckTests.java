package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.provisioning.run.Recheck;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code --recheck} that are stopped before they have checked everything. */
final class ResumedRecheckTests {

    private static final int PARENTS = 300;

    @TempDir
    private Path folder;

    @AutoClose
    private final DuplicatingServer server = new DuplicatingServer();

    @SuppressWarnings("NullAway.Init") // before each test
    private HomeFixture fixture;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path manifest;

    private final AtomicInteger listedBefore = new AtomicInteger();

    @BeforeEach
    void create() throws Exception {
        fixture = new HomeFixture(folder, server.baseUrl()).with("pantree.names-per-call", "auto");
        String rows = IntStream.range(0, PARENTS).mapToObj(i -> "/p" + i + "/c").collect(Collectors.joining("\n"));
        manifest = fixture.manifest("path\n" + rows + "\n");
        assertThat(fixture.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        server.delete("/p0/c");
        fixture.with("pantree.recheck", "true");
    }

    /** Checks again, until the first folder is created. */
    private void stopped() throws Exception {
        int listed = server.calls("list");
        try (var provisioning = fixture.open()) {
            server.onMkdir((parent, names) -> {
                listedBefore.set(server.calls("list") - listed);
                provisioning.stop("enough");
                return false;
            });
            assertThat(provisioning.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
        }
        server.onMkdir((parent, names) -> false);
    }

    private static Recheck recheck(RunOutcome outcome) {
        return Objects.requireNonNull(outcome.summary().recheck());
    }

    @Test
    void createsFoldersBeforeItHasListedAllParents() throws Exception {
        stopped();
        assertThat(listedBefore).hasValueBetween(1, 200);
        assertThat(server.paths()).contains("/p0/c");
    }

    @Test
    void continuesWhereItWasStopped() throws Exception {
        stopped();
        int listed = server.calls("list");
        server.delete("/p299/c");
        RunOutcome outcome = fixture.run(manifest);
        assertThat(outcome.end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(recheck(outcome).checked()).isBetween(1L, 2L * PARENTS - 200);
        assertThat(recheck(outcome).restored()).isEqualTo(1);
        assertThat(server.calls("list") - listed).isLessThan(PARENTS);
        assertThat(server.paths()).doesNotHaveDuplicates().hasSize(2 * PARENTS);
        assertThat(recheck(fixture.run(manifest)))
                .as("everything once more, after it has completed")
                .isEqualTo(new Recheck(2 * PARENTS, 0));
    }

    @Test
    void checksEverythingAfterAnInterruptedRunWithoutRecheck() throws Exception {
        stopped();
        fixture.with("pantree.recheck", "false");
        try (var provisioning = fixture.open()) {
            provisioning.stop("at once");
            assertThat(provisioning.run(manifest).end()).isEqualTo(RunStatus.STOPPED);
        }
        fixture.with("pantree.recheck", "true");
        assertThat(recheck(fixture.run(manifest))).isEqualTo(new Recheck(2 * PARENTS, 0));
    }
}
